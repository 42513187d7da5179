import type { Output } from '../../contract/methods.ts'
import { containsPattern, LIKE_ESCAPE } from '../db/like.ts'
import type { Connection } from '../db/open.ts'
import { slicesOf } from '../db/slices.ts'
import { nextTurn } from '../pause.ts'

type Hit = Output<'metrics.search'>['hits'][number]

const HITS_PER_KIND = 8

interface Searched {
  kind: Hit['kind']
  table: string
  /** `FROM` with joins. */
  from: string
  label: string
  hint: string
  where: string
  texts: readonly string[]
}

const searched: readonly Searched[] = [
  {
    kind: 'partner',
    table: 'partner',
    from: 'partner',
    label: 'partner.name',
    hint: 'partner.code',
    where: 'partner.is_live = 1',
    texts: ['partner.name', 'partner.code', 'partner.email'],
  },
  { kind: 'plan', table: 'plan', from: 'plan', label: 'plan.name', hint: `''`, where: '1', texts: ['plan.name'] },
  {
    kind: 'run',
    table: 'payout_run',
    from: 'payout_run',
    label: 'payout_run.number',
    hint: 'payout_run.state',
    where: '1',
    texts: ['payout_run.number'],
  },
  {
    kind: 'statement',
    table: 'statement',
    from: 'statement JOIN partner ON partner.id = statement.partner_id',
    label: 'statement.number',
    hint: 'partner.name',
    where: 'statement.is_live = 1',
    texts: ['statement.number', 'partner.name'],
  },
  {
    kind: 'deal',
    table: 'deal',
    from: 'deal LEFT JOIN partner ON partner.id = deal.partner_id',
    label: 'deal.name',
    hint: `coalesce(partner.name, '')`,
    where: 'deal.is_live = 1',
    texts: ['deal.name', 'deal.external_id'],
  },
  {
    kind: 'customer',
    table: 'customer',
    from: 'customer',
    label: 'customer.name',
    hint: 'customer.email',
    where: 'customer.is_live = 1',
    texts: ['customer.name', 'customer.email'],
  },
]

/** Everything whose name contains the text, at most 8 of each kind; letters compare without case. [ME5] */
export async function searchEverything(raw: Connection, text: string): Promise<Hit[]> {
  const wanted = text.trim()
  if (wanted === '') return []
  const pattern = containsPattern(wanted)
  const hits: Hit[] = []
  for (const entry of searched) hits.push(...(await searchTable(raw, entry, pattern)))
  return hits
}

async function searchTable(raw: Connection, entry: Searched, pattern: string): Promise<Hit[]> {
  const { kind, table, from, label, hint, where, texts } = entry
  const select = raw.prepare(
    `SELECT ${table}.id, ${label} AS label, ${hint} AS hint FROM ${from}
     WHERE ${table}.id > @after AND ${table}.id <= @upTo AND ${where}
       AND (${texts.map((sql) => `${sql} LIKE @pattern ${LIKE_ESCAPE}`).join(' OR ')}) ORDER BY ${table}.id LIMIT @limit`,
  )
  const hits: Hit[] = []
  for (const slice of slicesOf(raw, table)) {
    const limit = HITS_PER_KIND - hits.length
    const rows = select.all({ ...slice, pattern, limit }) as Omit<Hit, 'kind'>[]
    hits.push(...rows.map((row) => ({ kind, ...row })))
    if (hits.length >= HITS_PER_KIND) break
    await nextTurn()
  }
  return hits
}
