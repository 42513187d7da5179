import { type Day, formatDay } from '../../contract/dates.ts'
import type { ImportAnswers, ImportQuestion } from '../../contract/imports.ts'
import { comparable, partnerText } from './identity.rules.ts'
import { createPartnerMatcher, type KnownPartner } from './matching.rules.ts'
import { fillBlanks, newPartnerFields, type PartnerChanges, type StoredPartner } from './partnerFields.rules.ts'
import type { PartnerReading } from './reading.ts'
import type { PartnerFields, Payee, PartnerStatus } from '../../contract/partners.ts'

/** A partner that the import brings in; `startedOn` is settled when all events are known. */
export interface NewPartner {
  id: number
  text: string
  fields: Omit<PartnerFields, 'startedOn'>
  payee: Payee | null
  status: PartnerStatus
  /** What the file itself says. */
  startedOn: Day | null
}

/** What a reading of a partner came to; `verdict` is that of the first row with it in a list of partners. */
export interface Resolution {
  id: number | null
  text: string
  isIgnored: boolean
  verdict: 'new' | 'same' | 'changed'
  /** What a list says about a partner of the workspace that contradicts what is stored; `before` is that. */
  contradicted: { before: StoredPartner; said: PartnerChanges } | null
}

export interface ResolverOptions {
  known: readonly StoredPartner[]
  answers: ImportAnswers
  /** Answers that earlier imports remembered, by question. */
  remembered: ReadonlyMap<string, string>
  /** The file lists partners: unknown ones are created. */
  feedsPartners: boolean
  applyChanged: boolean
  /** Id of the first partner that would be created. */
  nextId: number
}

export interface PartnerResolver {
  /** Resolves the readings in the order in which the file first names them. */
  add(reading: PartnerReading): void
  get(number: number): Resolution
  /** Readings so far. */
  readonly count: number
  /** One row names the partner; `days` are those of its events. */
  countRow(number: number, days: readonly (Day | null)[]): void
  readonly created: readonly NewPartner[]
  readonly changes: ReadonlyMap<number, PartnerChanges>
  /** Distinct partners of the workspace that the file names. */
  matchedIds(): ReadonlySet<number>
  earliestOf(id: number): Day | null
  /** Texts that lead to a partner, and those to be ignored, as remembered answers. */
  toRemember(): ReadonlyMap<string, string>
  questions(): ImportQuestion[]
}

/** Unknown names that are listed: a file whose partner column is mapped wrongly may have a million. */
const LISTED_UNKNOWN = 500
/** Begins the id of every question who a name means; the name follows. */
export const PARTNER_QUESTION = 'partner:'
const ANSWER = 'partner:'

/** Id of the question who a text means. */
export function partnerQuestionId(text: string): string {
  return PARTNER_QUESTION + comparable(text).slice(0, 380)
}

/** The partner that a remembered answer names; null when it names none. */
export function partnerOfAnswer(answer: string | undefined): number | null {
  const id = answer?.startsWith(ANSWER) === true ? Number(answer.slice(ANSWER.length)) : NaN
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

export const answerForPartner = (id: number): string => `${ANSWER}${id}`

/**
 * Finds the partner of every reading: by a person's answer, an exact match, or, in a file that lists partners, by making
 * a new one. What is merely similar is asked and must be answered; a name like no other may be, else its rows wait
 * without a partner. [IM8] [IM9]
 */
export function createPartnerResolver(options: ResolverOptions): PartnerResolver {
  const { answers, remembered, feedsPartners } = options
  const stored = new Map(options.known.map((partner) => [partner.id, partner]))
  // Partners that no import holds any more match too, after those that count: importing them again brings them back.
  const matcher = createPartnerMatcher(options.known.filter((partner) => partner.is_live === 1).map(toKnown))
  for (const partner of options.known) if (partner.is_live === 0) matcher.add(toKnown(partner), false)
  const resolutions: Resolution[] = []
  const similar = new Map<number, readonly KnownPartner[]>()
  const unknown: number[] = []
  /** Names beside the text, of those who are asked about. */
  const names = new Map<number, string>()
  const rows: number[] = []
  const earliest = new Map<number, Day>()
  const created: NewPartner[] = []
  const newIds = new Set<number>()
  const changes = new Map<number, PartnerChanges>()
  const memory = new Map<string, string>()
  let nextId = options.nextId

  function create(reading: PartnerReading, text: string): number {
    const id = nextId++
    created.push({ id, text, startedOn: reading.details?.startedOn ?? null, ...newPartnerFields(reading) })
    newIds.add(id)
    matcher.add({ ...reading, name: reading.name || text, id }, false)
    return id
  }

  function findId(reading: PartnerReading, question: string, text: string, number: number): number | null {
    const answer = answers[question] ?? remembered.get(question)
    const answered = partnerOfAnswer(answer)
    if (answered !== null && stored.has(answered)) return answered
    const match = matcher.match(reading)
    switch (match.kind) {
      case 'exact':
        return match.id
      case 'similar':
        if (answer === 'new') return create(reading, text)
        names.set(number, reading.name)
        similar.set(number, match.candidates)
        return null
      case 'unknown':
        if (feedsPartners || answer === 'new') return create(reading, text)
        names.set(number, reading.name)
        unknown.push(number)
        return null
    }
  }

  function judge(
    id: number | null,
    wasNew: boolean,
    reading: PartnerReading,
  ): Pick<Resolution, 'verdict' | 'contradicted'> {
    if (wasNew) return { verdict: 'new', contradicted: null }
    const partner = id === null ? undefined : stored.get(id)
    if (partner === undefined || reading.details === null) return { verdict: 'same', contradicted: null }
    const said = fillBlanks(partner, reading)
    const before = changes.get(partner.id)
    const blanks = Object.keys(said.blanks).length > 0
    const conflicts = Object.keys(said.conflicts).length > 0
    const now = { ...said.blanks, ...(options.applyChanged ? said.conflicts : {}) }
    if (Object.keys(now).length > 0) changes.set(partner.id, { ...now, ...before })
    if (conflicts) return { verdict: 'changed', contradicted: { before: partner, said: said.conflicts } }
    return { verdict: blanks ? 'new' : 'same', contradicted: null }
  }

  return {
    created,
    changes,
    get count() {
      return resolutions.length
    },
    add(reading) {
      const number = resolutions.length
      const text = partnerText(reading)
      const question = partnerQuestionId(text)
      const isIgnored = (answers[question] ?? remembered.get(question)) === 'ignore'
      if (isIgnored) {
        memory.set(question, 'ignore')
        resolutions.push({ id: null, text, isIgnored, verdict: 'same', contradicted: null })
        return
      }
      const before = nextId
      const id = findId(reading, question, text, number)
      if (id !== null) memory.set(question, answerForPartner(id))
      resolutions.push({ id, text, isIgnored, ...judge(id, nextId > before, reading) })
    },
    get(number) {
      const found = resolutions[number]
      if (found === undefined) throw new Error(`partner ${number} was not announced`)
      return found
    },
    countRow(number, days) {
      rows[number] = (rows[number] ?? 0) + 1
      const id = resolutions[number]?.id ?? null
      if (id === null) return
      for (const day of days) {
        if (day !== null && day < (earliest.get(id) ?? '9999')) earliest.set(id, day)
      }
    },
    matchedIds: () => new Set(resolutions.flatMap(({ id }) => (id === null || newIds.has(id) ? [] : [id]))),
    earliestOf: (id) => earliest.get(id) ?? null,
    toRemember: () => memory,
    questions() {
      const ask = (number: number, candidates: readonly KnownPartner[]): ImportQuestion =>
        partnerQuestion(resolutions[number]?.text ?? '', names.get(number) ?? '', rows[number] ?? 0, candidates)
      const frequent = unknown.toSorted((a, b) => (rows[b] ?? 0) - (rows[a] ?? 0)).slice(0, LISTED_UNKNOWN)
      return [
        ...[...similar].map(([number, candidates]) => ask(number, candidates)),
        ...frequent.map((number) => ask(number, [])),
      ]
    },
  }
}

export function toKnown(partner: StoredPartner): KnownPartner {
  return {
    id: partner.id,
    name: partner.name,
    externalId: partner.external_id,
    code: partner.code,
    email: partner.email,
    domain: partner.domain,
  }
}

/** Letters of a partner's text that a question shows. */
const SHOWN_LENGTH = 200

/** @param text that names it first, a code or an address before its name @param name '' where the file has none */
function partnerQuestion(
  text: string,
  name: string,
  rows: number,
  candidates: readonly KnownPartner[],
): ImportQuestion {
  const [only] = candidates
  const cut = text.slice(0, SHOWN_LENGTH)
  const named = name === '' ? cut : name.slice(0, SHOWN_LENGTH)
  const shown = named === cut ? cut : `${named} (${cut})`
  return {
    id: partnerQuestionId(text),
    kind: 'partner',
    subject: shown,
    rows,
    example: shown,
    options: [
      ...candidates.map((known) => ({ value: answerForPartner(known.id), label: known.name, becomes: known.name })),
      { value: 'new', label: 'A new partner', becomes: named },
      { value: 'ignore', label: 'Leave these rows out', becomes: '–' },
    ],
    suggested: candidates.length === 1 && only !== undefined ? answerForPartner(only.id) : null,
    isBlocking: candidates.length > 0,
  }
}

/** Shows on which day partners start, where the import decides it: new ones, and those whose events lie before their start. `rows` counts partners. */
export function partnerStartQuestion(names: readonly string[], earliest: Day, today: Day): ImportQuestion {
  const [only = ''] = names
  return {
    id: PARTNER_START,
    kind: 'partnerStart',
    subject: names.length === 1 ? only : '',
    rows: names.length,
    example: earliest,
    options: [
      { value: 'earliest', label: 'With their first event', becomes: formatDay(earliest) },
      { value: 'today', label: 'Today', becomes: formatDay(today) },
    ],
    suggested: 'earliest',
    isBlocking: false,
  }
}

export const PARTNER_START = 'partnerStart'
