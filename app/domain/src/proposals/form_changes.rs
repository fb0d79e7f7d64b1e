//! Changes of a form: each is carried out wholly or leaves the form as it was, and a valid form stays valid.

use super::{
    FormDefinition, InLanguages, MOST_QUESTIONS, MOST_SECTIONS, Question, QuestionEdit,
    SectionEdit,
    form_rules::{check_checks, other},
};
use crate::{Error, errors::Problems};

impl FormDefinition {
    /// Adds a section at the end, or changes the one with the key `before`. Gives its key.
    ///
    /// # Errors
    /// `Missing`; `Invalid` with every problem.
    pub fn save_section(
        &mut self,
        before: Option<&str>,
        edit: &SectionEdit,
    ) -> Result<String, Error> {
        let at = before.map(|key| self.place_of(key)).transpose()?;
        let section = edit.check(self, at.map(|at| &self.sections[at]))?;
        let key = section.key.clone();
        match at {
            Some(at) => self.sections[at] = section,
            None if self.sections.len() >= MOST_SECTIONS => {
                return Err(Error::invalid("title[en]", other("too_many")));
            }
            None => self.sections.push(section),
        }
        Ok(key)
    }

    /// Adds a question at the end of a section, or changes the one with the key `before`. Gives its key.
    ///
    /// # Errors
    /// `Missing`; `Invalid` with every problem.
    pub fn save_question(
        &mut self,
        section: &str,
        before: Option<&str>,
        edit: &QuestionEdit,
    ) -> Result<String, Error> {
        let at = self.place_of(section)?;
        let place = before.map(|key| self.place_in(at, key)).transpose()?;
        let question = edit.check(self, place.map(|place| &self.sections[at].questions[place]))?;
        let key = question.key.clone();
        match place {
            Some(place) => self.sections[at].questions[place] = question,
            None if self.questions().count() >= MOST_QUESTIONS => {
                return Err(Error::invalid("label[en]", other("too_many")));
            }
            None => self.sections[at].questions.push(question),
        }
        Ok(key)
    }

    /// Replaces the checklist of the screening.
    ///
    /// # Errors
    /// `Invalid` on `checks[…]`: too many or too long points, a language with other lines than English.
    pub fn save_checks(&mut self, typed: &InLanguages) -> Result<(), Error> {
        let mut problems = Problems::new();
        let checks = typed.list("checks", &mut problems);
        check_checks(&checks, &mut problems);
        problems.finish()?;
        self.checks = checks;
        Ok(())
    }

    /// Takes out what `id` names: a section, or `section/question`.
    ///
    /// # Errors
    /// `Missing`; `Invalid` where other parts rely on it.
    pub fn remove(&mut self, id: &str) -> Result<(), Error> {
        let relied = |question: &Question| question.reliance().is_some();
        let refused = || Error::invalid("id", other("relied_on"));
        match id.split_once('/') {
            None => {
                let at = self.place_of(id)?;
                if self.sections[at].questions.iter().any(relied) {
                    return Err(refused());
                }
                self.sections.remove(at);
            }
            Some((section, question)) => {
                let at = self.place_of(section)?;
                let place = self.place_in(at, question)?;
                if relied(&self.sections[at].questions[place]) {
                    return Err(refused());
                }
                self.sections[at].questions.remove(place);
            }
        }
        Ok(())
    }

    /// Moves what `id` names one place up or down; a question leaves its section at the ends. Gives the new id.
    ///
    /// # Errors
    /// `Missing`.
    pub fn shift(&mut self, id: &str, up: bool) -> Result<String, Error> {
        let Some((section, question)) = id.split_once('/') else {
            let at = self.place_of(id)?;
            if let Some(to) = neighbour(at, up, self.sections.len()) {
                self.sections.swap(at, to);
            }
            return Ok(id.to_owned());
        };
        let at = self.place_of(section)?;
        let place = self.place_in(at, question)?;
        if let Some(to) = neighbour(place, up, self.sections[at].questions.len()) {
            self.sections[at].questions.swap(place, to);
            return Ok(id.to_owned());
        }
        let Some(to) = neighbour(at, up, self.sections.len()) else {
            return Ok(id.to_owned());
        };
        let moved = self.sections[at].questions.remove(place);
        let target = &mut self.sections[to];
        let end = if up { target.questions.len() } else { 0 };
        target.questions.insert(end, moved);
        Ok(format!("{}/{question}", target.key))
    }

    fn place_of(&self, section: &str) -> Result<usize, Error> {
        let mut sections = self.sections.iter();
        sections
            .position(|own| own.key == section)
            .ok_or(Error::Missing)
    }

    fn place_in(&self, at: usize, question: &str) -> Result<usize, Error> {
        let mut questions = self.sections[at].questions.iter();
        questions
            .position(|own| own.key == question)
            .ok_or(Error::Missing)
    }
}

/// The place above or below, if there is one.
fn neighbour(at: usize, up: bool, count: usize) -> Option<usize> {
    let to = if up { at.checked_sub(1)? } else { at + 1 };
    (to < count).then_some(to)
}
