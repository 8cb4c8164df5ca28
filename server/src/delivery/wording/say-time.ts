const formats = new Map<string, Intl.DateTimeFormat>()

/** A time of day in the center's zone, with the day where it is not the day of `nowMs`. */
export function sayTime(atMs: number, nowMs: number, language: string, timeZone: string): string {
  const sameDay = dayFormat(timeZone).format(atMs) === dayFormat(timeZone).format(nowMs)
  return timeFormat(language, timeZone, sameDay).format(atMs)
}

function timeFormat(language: string, timeZone: string, sameDay: boolean): Intl.DateTimeFormat {
  return cached(`${language} ${timeZone} ${sameDay}`, () => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23', ...(sameDay ? {} : { weekday: 'long', day: 'numeric', month: 'long' }),
  }))
}

const dayFormat = (timeZone: string): Intl.DateTimeFormat =>
  cached(`day ${timeZone}`, () => new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' }))

function cached(id: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  let format = formats.get(id)
  if (format === undefined) formats.set(id, (format = make()))
  return format
}
