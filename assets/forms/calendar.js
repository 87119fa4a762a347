// @ts-check
// A day of one's own calendar, as a file that rings.

/** An event of a whole day, ringing at nine, as iCalendar (RFC 5545): separators escaped, lines folded within 75 bytes. */
export function calendarOf(text, date) {
  const day = date.replaceAll("-", "");
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const said = (name) =>
    `${name}:${text.replace(/[\\;,]/g, "\\$&").replace(/\s+/g, " ")}`.replace(/.{18}(?=.)/gu, "$&\r\n ");
  return `BEGIN:VCALENDAR
VERSION:2.0
PRODID:Tamtam
BEGIN:VEVENT
UID:${now}@tamtam
DTSTAMP:${now}
DTSTART;VALUE=DATE:${day}
${said("SUMMARY")}
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:PT9H
${said("DESCRIPTION")}
END:VALARM
END:VEVENT
END:VCALENDAR
`.replace(/\r?\n/g, "\r\n");
}
