import { addDays, type Day } from '../../contract/dates.ts'
import type { SampleLead } from './leads.rules.ts'
import type { SamplePartner } from './partners.rules.ts'
import { integerBetween, pick, type Random } from './random.rules.ts'

export interface SampleClick {
  id: string
  day: Day
  /** With the zone of the programme. */
  time: string
  partner: SamplePartner
  referrer: string
}

/** Clicks that one lead stands for, itself and those that went away again. */
const CLICKS_PER_LEAD = { low: 3, high: 7 }
/** Days before a lead on which its clicks fall. */
const MOST_DAYS_BEFORE = 4
const SEARCH = 'https://www.google.com/'
const NETWORK = 'https://www.linkedin.com/'

const two = (value: number): string => String(value).padStart(2, '0')

/** Clicks on the links of partners, by time: several for each lead, shortly before it. [SA9] */
export function createClicks(random: Random, leads: readonly SampleLead[]): SampleClick[] {
  const clicks: Omit<SampleClick, 'id'>[] = []
  for (const { day, partner } of leads) {
    const referrers = [`https://${partner.domain}/`, `https://${partner.domain}/`, SEARCH, NETWORK, '']
    for (let left = integerBetween(random, CLICKS_PER_LEAD.low, CLICKS_PER_LEAD.high); left > 0; left--) {
      const clicked = addDays(day, -integerBetween(random, 0, MOST_DAYS_BEFORE))
      const on = clicked < partner.startedOn ? partner.startedOn : clicked
      const [hour, minute, second] = [integerBetween(random, 8, 21), integerBetween(random, 0, 59), integerBetween(random, 0, 59)] // prettier-ignore
      const time = `${on}T${two(hour)}:${two(minute)}:${two(second)}+08:00`
      clicks.push({ day: on, time, partner, referrer: pick(random, referrers) })
    }
  }
  return clicks
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .map((click, i) => ({ id: `ck_${String(i + 1).padStart(7, '0')}`, ...click }))
}
