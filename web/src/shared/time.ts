/** 10:05 today, 11月20日 before, 2025年11月20日 in another year. */
export function shortTime(at: string | Date, locale: string, now: Date = new Date()): string {
  const date = new Date(at);
  if (date.toDateString() === now.toDateString()) {
    return date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  }
  return date.toLocaleDateString(locale, {
    month: locale.startsWith('zh') ? 'long' : 'short',
    day: 'numeric',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  });
}

/** 10:05 today, 11月20日 10:05 before: where the hour matters on any day. */
export function shortMoment(at: string | Date, locale: string, now: Date = new Date()): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return date.toDateString() === now.toDateString() ? time : `${shortTime(date, locale, now)} ${time}`;
}

/** Date and time to the second, for receipts and for hovering. */
export function fullTime(at: string | Date, locale: string): string {
  return new Date(at).toLocaleString(locale, {
    year: 'numeric',
    month: locale.startsWith('zh') ? 'long' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}
