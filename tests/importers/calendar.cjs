// Reads calendars as calendar programs do, by ical.js.
//
// Standard input: [{ name, text }]. Standard output: [{ name, problems, events }]: what breaks RFC 5545, and each event's uid,
// summary, description, url, first day and the day after its last, or its time for both.
const ICAL = require("ical.js").default ?? require("ical.js");

ICAL.design.strict = true;

const files = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const read = ({ name, text }) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const problems = [];
  for (const once of ["prodid", "version"]) {
    if (calendar.getAllProperties(once).length !== 1) problems.push(`${once} stands not once`);
  }
  const events = calendar.getAllSubcomponents("vevent").map(one => {
    const event = new ICAL.Event(one);
    for (const once of ["uid", "dtstamp", "dtstart"]) {
      if (one.getAllProperties(once).length !== 1) problems.push(`${once} stands not once in ${event.uid}`);
    }
    if (event.startDate.isDate !== event.endDate.isDate) problems.push(`${event.uid} begins or ends with a day alone`);
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description ?? null,
      url: one.getFirstPropertyValue("url"),
      start: event.startDate.toString(),
      end: event.endDate.toString(),
      text: one.toString(),
    };
  });
  return { name, problems, events };
};
process.stdout.write(JSON.stringify(files.map(read)));
