import { CALENDAR_DAYS } from './calendar-days.ts'
import { HARD_DAYS } from './hard-days.ts'
import { MEASURED_SETTINGS } from './measured-settings.ts'
import { PLAIN_DAYS } from './plain-days.ts'
import type { Scenario } from './scenario.ts'
import { SKILLS_AND_CHANNELS } from './skills-and-channels.ts'

/** All scenarios; no two have one name. */
export const SCENARIOS: readonly Scenario[] = [...PLAIN_DAYS, ...HARD_DAYS, ...SKILLS_AND_CHANNELS, ...CALENDAR_DAYS, ...MEASURED_SETTINGS]
