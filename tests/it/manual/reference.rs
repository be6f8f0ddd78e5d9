//! The pages that are made from the program itself: commands from `clap`, metadata fields from the schemas, diagnostics from
//! their codes. `UPDATE_EXPECT=1 cargo test --test it -- manual` writes them anew. What has no words fails here.

use super::blocks::project;
use super::schemas;
use expect_test::expect_file;
use khue::diagnostic::Code;
use std::fmt::Write as _;

#[test]
fn the_page_of_commands_is_made_from_the_program() {
    expect_file!["../../../docs/content/pages/commands.md"].assert_eq(&commands());
}

#[test]
fn the_page_of_fields_is_made_from_the_schemas() {
    expect_file!["../../../docs/content/pages/fields.md"].assert_eq(&schemas::fields());
}

#[test]
fn the_page_of_diagnostics_is_made_from_their_codes() {
    expect_file!["../../../docs/content/pages/diagnostics.md"].assert_eq(&diagnostics());
}

/// The head of a page of the chapter *Reference*, and the note that it is made.
pub fn head(title: &str, label: &str, description: &str, order: usize) -> String {
    format!(
        "---\ntitle: {title}\nlabel: {label}\ndescription: {description}\norder: {order}\ntopics: [reference]\n---\n\n\
         <!-- Made from the program by tests/it/manual; write it anew with UPDATE_EXPECT=1. -->\n\n"
    )
}

fn commands() -> String {
    let mut page = head("Commands", "Commands", "What you can type, and what it does.", 1);
    page.push_str(
        "Every command is typed in a terminal, in the portal's folder. `khue COMMAND --help` says the same as this page.\n\
         With which status a command ends, and what the formats of diagnostics hold, stands in [the format](format.md#commands).\n",
    );
    let mut all = khue::cli::command();
    all.build();
    for command in all.get_subcommands_mut().filter(|command| !command.is_hide_set()) {
        let name = command.get_name().to_owned();
        let about = command.get_long_about().or(command.get_about());
        let about = about.unwrap_or_else(|| panic!("`khue {name}` has no words")).to_string();
        let usage = command.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ");
        write!(
            page,
            "\n## khue {name}\n\n{}.\n\n```sh generated\n{usage}\n```\n",
            about.trim_end_matches('.')
        )
        .unwrap();
        let arguments: Vec<&clap::Arg> = command
            .get_arguments()
            .filter(|argument| {
                !matches!(argument.get_id().as_str(), "help" | "version") && !argument.is_hide_set()
            })
            .collect();
        if !arguments.is_empty() {
            page.push_str("\n| option | does | if absent |\n|---|---|---|\n");
        }
        for argument in arguments {
            let row = argument_row(&name, argument);
            page.push_str(&row);
        }
    }
    page
}

fn argument_row(command: &str, argument: &clap::Arg) -> String {
    let help = argument.get_long_help().or(argument.get_help()).map(ToString::to_string).unwrap_or_default();
    assert!(!help.trim().is_empty(), "`khue {command}`: `{}` has no words", argument.get_id());
    let values = match argument.get_action().takes_values() {
        true => {
            argument.get_value_names().unwrap_or_default().iter().map(|n| n.to_string()).collect::<Vec<_>>()
        }
        false => Vec::new(),
    };
    let value = values.join(" ");
    let names: Vec<String> = argument
        .get_short()
        .map(|short| format!("-{short}"))
        .into_iter()
        .chain(argument.get_long().map(|long| format!("--{long}")))
        .map(|name| format!("`{}`", format!("{name} {value}").trim_end()))
        .collect();
    let names = if names.is_empty() { format!("`{value}`") } else { names.join(", ") };
    let words: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|_| argument.get_action().takes_values())
        .map(|value| match value.get_help() {
            Some(help) => format!("`{}` ({help})", value.get_name()),
            None => format!("`{}`", value.get_name()),
        })
        .collect();
    let mut does = help.split_whitespace().collect::<Vec<_>>().join(" ");
    if !words.is_empty() {
        write!(does, ": {}", words.join(", ")).unwrap();
    }
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
    let defaults = if argument.get_action().takes_values() { defaults.join(", ") } else { String::new() };
    let absent = if argument.is_required_set() { "required".to_owned() } else { defaults };
    format!("| {} | {} | {absent} |\n", cell(&names), cell(&does))
}

fn diagnostics() -> String {
    let mut page = head(
        "Diagnostics",
        "Diagnostics",
        "Every message that Khuê can give about your files, what it means, and how to mend it.",
        3,
    );
    page.push_str(
        "What Khuê tells you about your files bears a code, such as `quote-not-found`. `khue explain CODE` says what stands here. \
         How to read a message stands in [When something is wrong](mistakes.md).\n",
    );
    for code in Code::ALL {
        let text = told(code.explanation());
        assert!(!text.trim().is_empty(), "`{}` has no words", code.name());
        write!(page, "\n## {}\n\n{text}", code.name()).unwrap();
    }
    page
}

/// The text of a code, whose examples are tried where they are written: fences say that they come from there.
fn told(text: &str) -> String {
    let mut out = String::new();
    let mut open = false;
    for line in text.trim().lines() {
        out.push_str(line);
        if line.starts_with("```") {
            if !open {
                out.push_str(if line == "```" { "text generated" } else { " generated" });
            }
            open = !open;
        }
        out.push('\n');
    }
    out
}

/// A line of a docstring in Markdown: what stands in backticks is code, between asterisks words as such; the rest is what it is.
pub fn plain(line: &str) -> String {
    let mut out = String::new();
    for (index, part) in line.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        match index % 2 {
            0 => part.chars().for_each(|c| {
                if matches!(c, '[' | ']' | '_' | '<' | '\\') {
                    out.push('\\');
                }
                out.push(c);
            }),
            _ => out.push_str(part),
        }
    }
    out
}

/// Text for a cell of a table.
pub fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

#[test]
fn the_format_lists_every_code() {
    let format = std::fs::read_to_string(project().join("docs/content/pages/format.md")).unwrap();
    let (_, table) = format.split_once("\n## Diagnostics\n").unwrap();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.name())
        .filter(|name| !table.contains(&format!("`{name}`")))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn examples_say_that_they_are_made() {
    let expected = "A\n\n```yaml generated\na: 1\n```\n\n```text generated\nb\n```\n";
    assert_eq!(told("A\n\n```yaml\na: 1\n```\n\n```\nb\n```\n"), expected);
}
