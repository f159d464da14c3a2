//! Numbers with what they count, and the progress of a goal.

use super::Lang;
use crate::domain::goal::GoalView;

/// The numbers of a goal: the first value if it matters, the current value and the target.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoalNumbers {
    /// `None` if it counts up from zero.
    pub from: Option<f64>,
    pub now: Option<f64>,
    pub target: Option<f64>,
    pub unit: Option<String>,
}

impl GoalNumbers {
    pub fn of(view: &GoalView) -> Self {
        let terms = &view.goal.terms;
        Self {
            from: view.start().filter(|from| *from != 0.0),
            now: view.value(),
            target: terms.target,
            unit: terms.unit.clone(),
        }
    }
}

impl Lang {
    /// A number without needless decimals.
    pub fn number(self, value: f64) -> String {
        if value.abs() >= 1e15 {
            return format!("{value:e}");
        }
        let rounded = (value * 100.0).round() / 100.0;
        // Not minus zero.
        format!("{}", rounded + 0.0)
    }

    /// A number with its unit: `30 min`, 「30分」, and in either language `30%`. What is written in letters stands apart.
    fn amount(self, value: f64, unit: Option<&str>) -> String {
        let Some(unit) = unit.map(str::trim).filter(|unit| !unit.is_empty()) else { return self.number(value) };
        let is_apart = match unit.chars().next() {
            Some('%' | '％' | '‰' | '°' | '℃') => false,
            Some(first) => self == Self::En || first.is_ascii(),
            None => false,
        };
        let gap = if is_apart { " " } else { "" };
        format!("{}{gap}{unit}", self.number(value))
    }

    /// The progress of a goal: `3 of 5 times`, or with the first value, `120 → 55 min (target 30 min)`, so that a value
    /// that should fall does not look like one that is too high. `None` without numbers.
    pub fn goal_numbers(self, numbers: &GoalNumbers) -> Option<String> {
        let GoalNumbers { from, now, target, unit } = numbers;
        let unit = unit.as_deref();
        let amount = |value: f64| self.amount(value, unit);
        match (*from, *now, *target) {
            (Some(from), Some(now), Some(target)) if from != now => Some(self.fill(
                "goal-way",
                [("from", self.number(from).into()), ("now", amount(now).into()), ("target", amount(target).into())],
            )),
            (Some(_), Some(now), Some(target)) => {
                Some(self.fill("goal-at", [("now", amount(now).into()), ("target", amount(target).into())]))
            }
            // Letters and のうち do not go together: 「2 / 5 times」.
            (None, Some(now), Some(target)) if self == Self::Ja && is_in_letters(unit) => {
                Some(format!("{} / {}", self.number(now), amount(target)))
            }
            (None, Some(now), Some(target)) => {
                // 「5回のうち3回」, "3 of 5 times".
                let now = if self == Self::Ja { amount(now) } else { self.number(now) };
                Some(self.fill("goal-of", [("now", now.into()), ("target", amount(target).into())]))
            }
            (_, None, Some(target)) => Some(self.goal_target(target, unit)),
            (Some(from), Some(now), None) if from != now => Some(format!("{} → {}", self.number(from), amount(now))),
            (_, Some(now), None) => Some(amount(now)),
            (_, None, None) => None,
        }
    }

    /// The target of a goal: `target 5 times`.
    pub fn goal_target(self, target: f64, unit: Option<&str>) -> String {
        self.fill("goal-target", [("target", self.amount(target, unit).into())])
    }

    /// The numbers of a goal in little space: `3/5`, `120→55 (30)`.
    pub fn goal_numbers_short(self, numbers: &GoalNumbers) -> Option<String> {
        let GoalNumbers { from, now, target, unit: _ } = numbers;
        let number = |value: f64| self.number(value);
        match (*from, *now, *target) {
            (Some(from), Some(now), Some(target)) => {
                Some(format!("{}→{} ({})", number(from), number(now), number(target)))
            }
            (None, Some(now), Some(target)) => Some(format!("{}/{}", number(now), number(target))),
            (_, Some(now), None) => Some(number(now)),
            (_, None, _) => None,
        }
    }
}

fn is_in_letters(unit: Option<&str>) -> bool {
    unit.is_some_and(|unit| unit.trim_start().starts_with(|c: char| c.is_alphabetic() && c < '\u{250}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_says_where_it_comes_from_and_where_it_goes() {
        /// First value, current value, target; the unit, and the text in each language.
        type Case = (Option<f64>, Option<f64>, Option<f64>, &'static str, Option<&'static str>, Option<&'static str>);
        let cases: &[Case] = &[
            (
                Some(120.0),
                Some(55.0),
                Some(30.0),
                "min",
                Some("120 → 55 min (target 30 min)"),
                Some("120 → 55 min（めざす値 30 min）"),
            ),
            (Some(120.0), Some(120.0), Some(30.0), "", Some("120 (target 30)"), Some("120（めざす値 30）")),
            (Some(3.0), Some(4.5), Some(5.0), "", Some("3 → 4.5 (target 5)"), Some("3 → 4.5（めざす値 5）")),
            (None, Some(3.0), Some(5.0), "times", Some("3 of 5 times"), Some("3 / 5 times")),
            (None, None, Some(5.0), "times", Some("target 5 times"), Some("めざす値 5 times")),
            (Some(120.0), Some(55.0), None, "min", Some("120 → 55 min"), Some("120 → 55 min")),
            (
                Some(12.5),
                Some(12.9),
                Some(8.0),
                "%",
                Some("12.5 → 12.9% (target 8%)"),
                Some("12.5 → 12.9%（めざす値 8%）"),
            ),
            (None, Some(3.0), Some(5.0), "回", Some("3 of 5 回"), Some("5回のうち3回")),
            (None, Some(55.0), None, " ", Some("55"), Some("55")),
            (None, None, None, "min", None, None),
        ];
        for (from, now, target, unit, en, ja) in cases {
            let numbers = GoalNumbers { from: *from, now: *now, target: *target, unit: Some((*unit).to_owned()) };
            assert_eq!(Lang::En.goal_numbers(&numbers).as_deref(), *en);
            assert_eq!(Lang::Ja.goal_numbers(&numbers).as_deref(), *ja);
        }
    }
}
