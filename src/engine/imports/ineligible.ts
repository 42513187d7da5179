import type { Day } from '../../contract/dates.ts'
import type { ImportReport, IneligibleReason } from '../../contract/imports.ts'
import { isSelfReferral } from '../commissions/gates.rules.ts'
import { compileTerritory, toTerritory } from '../commissions/territory.rules.ts'
import type { PartnerTable } from '../db/schema.ts'
import type { StatusEntry } from '../partners/partners.repo.ts'
import { firstStatusMoving, isEarning, statusOn } from '../plans/timeline.rules.ts'
import type { PartnerResolver } from './partnerResolver.ts'
import type { PartnerStarts } from './partnerStarts.ts'

/** Partners that the report names of each reason. */
const NAMED_PARTNERS = 5

/** New sales and leads that earn nothing because of their partner on their day: facts all the same. [IM71] */
export interface IneligibleRows {
  /** A new sale or lead of a partner; '' for what the row does not say. */
  note(line: number, partnerId: number, event: { day: Day; email: string; country: string }): void
  list(starts: PartnerStarts): ImportReport['ineligible']
}

/** Rows of one partner on one day, and the first of them. */
interface Noted {
  rows: number
  line: number
}
type ByPartner = Map<number, Map<Day, Noted>>

interface Named {
  name: string
  email: string
  isOutside: (country: string) => boolean
  /** In order, as they will be unless starts move back to the first event. */
  statuses: readonly StatusEntry[]
}

export function createIneligibleRows({
  known,
  statuses,
  resolver,
  latestStart,
}: {
  known: readonly PartnerTable[]
  /** In order, by partner. */
  statuses: ReadonlyMap<number, readonly StatusEntry[]>
  resolver: PartnerResolver
  /** Day on which new partners start at the latest where the file does not say when. */
  latestStart: Day
}): IneligibleRows {
  const stored = new Map(known.map((partner) => [partner.id, partner]))
  const partners = new Map<number, Named>()
  const doubtful: ByPartner = new Map()
  const own: ByPartner = new Map()
  const outside: ByPartner = new Map()

  function partnerOf(id: number): Named {
    const cached = partners.get(id)
    if (cached) return cached
    const named = stored.has(id) ? storedPartner(id) : newPartner(id)
    partners.set(id, named)
    return named
  }
  function storedPartner(id: number): Named {
    const { name = '', ...known } = stored.get(id) ?? {}
    const { email = '', territory = '' } = { ...known, ...resolver.changes.get(id) }
    return { name, email, isOutside: compileTerritory(territory), statuses: statuses.get(id) ?? [] }
  }
  function newPartner(id: number): Named {
    // Their ids are given one after the other.
    const made = resolver.created[id - (resolver.created[0]?.id ?? 0)]
    if (made === undefined) throw new Error(`partner ${id} is neither known nor new`)
    const { fields, status } = made
    return {
      name: fields.name,
      email: fields.email,
      isOutside: compileTerritory(toTerritory(fields.territory)),
      statuses: [{ status, validFrom: made.startedOn ?? latestStart }],
    }
  }
  /** What is in force once the import is stored. */
  function inForce(id: number, moved: Day | undefined, created: Day | undefined) {
    const { statuses: before } = partnerOf(id)
    if (created !== undefined)
      return { startedOn: created, statuses: before.map(({ status }) => ({ status, validFrom: created })) }
    const startedOn = stored.get(id)?.started_on ?? ''
    if (moved === undefined) return { startedOn, statuses: before }
    const moving = firstStatusMoving(before, startedOn, moved)
    return {
      startedOn: moved,
      statuses: before.map((entry) => (entry === moving ? { ...entry, validFrom: moved } : entry)),
    }
  }

  return {
    note(line, partnerId, { day, email, country }) {
      const { statuses: entries, email: partnerEmail, isOutside } = partnerOf(partnerId)
      if (!isEarning(statusOn(entries, day))) add(doubtful, partnerId, day, line)
      if (partnerEmail !== '' && isSelfReferral(partnerEmail, email)) add(own, partnerId, day, line)
      else if (isOutside(country)) add(outside, partnerId, day, line)
    },
    list(starts) {
      const moved = new Map([...starts.moved].map(([partner, day]) => [partner.id, day]))
      const found = new Map<IneligibleReason, Map<number, Noted & { day: Day }>>()
      const count = (reason: IneligibleReason, id: number, day: Day, { rows, line }: Noted): void => {
        let ofReason = found.get(reason)
        if (ofReason === undefined) found.set(reason, (ofReason = new Map()))
        const sum = ofReason.get(id) ?? { rows: 0, line: Infinity, day }
        ofReason.set(id, { ...(line < sum.line ? { line, day } : sum), rows: sum.rows + rows })
      }
      for (const [id, days] of doubtful) {
        const { startedOn, statuses: entries } = inForce(id, moved.get(id), starts.created.get(id))
        for (const [day, noted] of days)
          if (!isEarning(statusOn(entries, day)))
            count(day < startedOn ? 'beforeStart' : 'partnerInactive', id, day, noted)
      }
      for (const [reason, byPartner] of [
        ['selfReferral', own],
        ['outsideTerritory', outside],
      ] as const)
        for (const [id, days] of byPartner) {
          const { statuses: entries } = inForce(id, moved.get(id), starts.created.get(id))
          for (const [day, noted] of days) if (isEarning(statusOn(entries, day))) count(reason, id, day, noted)
        }
      return (['beforeStart', 'partnerInactive', 'selfReferral', 'outsideTerritory'] as const).flatMap((reason) => {
        const named = [...(found.get(reason) ?? [])].map(([id, noted]) => ({ partner: partnerOf(id).name, ...noted }))
        if (named.length === 0) return []
        const examples = named.toSorted((a, b) => a.line - b.line).slice(0, NAMED_PARTNERS)
        return [{ reason, rows: named.reduce((sum, { rows }) => sum + rows, 0), partners: named.length, examples }]
      })
    },
  }
}

function add(to: ByPartner, partnerId: number, day: Day, line: number): void {
  let days = to.get(partnerId)
  if (days === undefined) to.set(partnerId, (days = new Map()))
  const noted = days.get(day)
  if (noted === undefined) days.set(day, { rows: 1, line })
  else noted.rows += 1
}
