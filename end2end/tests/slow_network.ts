// A connection to the server that is slow or gone when a test says so. What a browser slows down or cuts by itself does
// not reach what a service worker fetches, so this stands between the two.

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** WebPageTest's "Slow 3G", which the profile of Chromium's tools comes from: bits a second, milliseconds both ways. */
export const slow3g = { rate: 400_000, trip: 400 };

type Way = 'up' | 'down';
/** What passes at once. */
const PIECE = 4096;

/** A request whose head may pass, and whose body has to wait. */
type Stall = { start: string; begun: () => void; goesOn: Promise<void> };

export class SlowNetwork {
  rate = Infinity;
  trip = 0;
  /** Bytes that arrived. */
  arrived = { up: 0, down: 0 };
  address = '';
  /** When the line is free again: all connections share it. */
  #free = { up: 0, down: 0 };
  #sockets = new Set<Socket>();
  #stall?: Stall;
  #door = createServer((phone) => {
    const server = connect(this.#server, '127.0.0.1');
    for (const socket of [phone, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay();
      socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
    }
    this.#carry(phone, server, 'up').catch(() => server.destroy());
    this.#carry(server, phone, 'down').catch(() => phone.destroy());
  });

  #server: number;

  /** In front of the server at this port. */
  constructor(server: number) {
    this.#server = server;
  }

  /** Connects, at the same address again after a break. */
  async open() {
    const port = this.address ? Number(new URL(this.address).port) : 0;
    await new Promise<void>((done) => this.#door.listen(port, '127.0.0.1', done));
    this.address = `http://127.0.0.1:${(this.#door.address() as AddressInfo).port}`;
  }

  /** Cuts all connections, and refuses new ones. */
  cut() {
    this.#door.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Holds back the body of the next request that starts like this; `begun` when the server has its head. */
  stall(start: string): { begun: Promise<void>; goOn: () => void } {
    let goOn = () => {};
    const goesOn = new Promise<void>((go) => (goOn = go));
    const begun = new Promise<void>((begun) => (this.#stall = { start, begun, goesOn }));
    return { begun, goOn };
  }

  async #carry(from: Socket, to: Socket, way: Way) {
    // Shaking hands takes a trip of its own.
    if (way === 'up') await sleep(this.trip);
    for await (const all of from as AsyncIterable<Buffer>) {
      let rest = all;
      if (way === 'up' && this.#stall && all.toString('latin1').startsWith(this.#stall.start)) {
        const { begun, goesOn } = this.#stall;
        this.#stall = undefined;
        const body = all.indexOf('\r\n\r\n') + 4;
        await this.#pass(all.subarray(0, body), to, way);
        setTimeout(begun, this.trip);
        await goesOn;
        rest = all.subarray(body);
      }
      await this.#pass(rest, to, way);
    }
    setTimeout(() => to.end(), this.trip / 2);
  }

  /** Resolves when the line is free again; what was sent arrives half a trip later. */
  async #pass(data: Buffer, to: Socket, way: Way) {
    for (let at = 0; at < data.length; at += PIECE) {
      const piece = data.subarray(at, at + PIECE);
      this.#free[way] = Math.max(Date.now(), this.#free[way]) + (piece.length * 8_000) / this.rate;
      await sleep(this.#free[way] - Date.now());
      setTimeout(() => {
        if (to.destroyed) return;
        to.write(piece);
        this.arrived[way] += piece.length;
      }, this.trip / 2);
    }
  }
}
