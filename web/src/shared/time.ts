const formats = new Map<string, Intl.DateTimeFormat>();

const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** Made once: a format is dear to make, and a list has many times. */
function format(date: Date, locale: string, kind: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${kind}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, options);
    formats.set(key, made);
  }
  return made.format(date);
}

function monthAndDay(locale: string): Intl.DateTimeFormatOptions {
  return { month: locale.startsWith('zh') ? 'long' : 'short', day: 'numeric' };
}

/** 10:05 today, 11月20日 before, 2025年11月20日 in another year. */
export function shortTime(at: string | Date, locale: string, now: Date = new Date()): string {
  const date = new Date(at);
  if (date.toDateString() === now.toDateString()) return format(date, locale, 'time', TIME);
  return date.getFullYear() === now.getFullYear()
    ? format(date, locale, 'day', monthAndDay(locale))
    : format(date, locale, 'day of year', { ...monthAndDay(locale), year: 'numeric' });
}

/** 10:05 today, 11月20日 10:05 before: where the hour matters on any day. */
export function shortMoment(at: string | Date, locale: string, now: Date = new Date()): string {
  const date = new Date(at);
  const time = format(date, locale, 'time', TIME);
  return date.toDateString() === now.toDateString() ? time : `${shortTime(date, locale, now)} ${time}`;
}

/** A day of the calendar, which is the same wherever it is read: 2026年12月31日. */
export function dayWords(day: string, locale: string): string {
  return format(new Date(`${day}T12:00:00`), locale, 'calendar day', { ...monthAndDay(locale), year: 'numeric' });
}

/** Date and time to the second, for receipts and for hovering. */
export function fullTime(at: string | Date, locale: string): string {
  return format(new Date(at), locale, 'full', { ...monthAndDay(locale), year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}
