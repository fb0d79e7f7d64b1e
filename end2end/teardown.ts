// Removes the folder of one run: its database and the server's log.

import { rmSync } from 'node:fs';

export default function teardown(): void {
  if (process.env.ICUMI_FOLDER) rmSync(process.env.ICUMI_FOLDER, { recursive: true, force: true });
}
