import type { Output } from '../../contract/methods.ts'
import type { QueryContext } from '../context.ts'
import { nameSome } from '../text/nameSome.ts'
import { listCertificates } from './certificates.repo.ts'
import { stateOf } from './certificates.rules.ts'
import { readEndangered } from './endangered.ts'
import { readRoster } from './evaluation.ts'
import { listProposals } from './proposals.ts'

type Need = Output<'metrics.needs'>['needs'][number]

/** Tiers to decide on, and certificates about to end that a tier hangs on. [ME4] */
export async function listTierNeeds(context: QueryContext): Promise<Need[]> {
  return [...(await proposals(context)), ...(await certificates(context))]
}

async function proposals(context: QueryContext): Promise<Need[]> {
  const open = await listProposals(context)
  const names = open.map(({ name }) => name)
  if (names.length === 0) return []
  return [{ kind: 'tierProposals', count: names.length, id: null, label: nameSome(names), amounts: [], dueOn: null }]
}

async function certificates(context: QueryContext): Promise<Need[]> {
  const today = context.today()
  const endangered = await readEndangered(context)
  const names = new Map(
    readRoster(context.raw)
      .on(today)
      .map(({ partnerId, name }) => [partnerId, name]),
  )
  const ending = [...listCertificates(context.raw)].flatMap(([partnerId, own]) => {
    const name = names.get(partnerId)
    if (name === undefined) return []
    return own.flatMap((certificate) => {
      const tier = endangered.get(certificate.id)
      if (tier === undefined || stateOf(certificate, own, today) !== 'expiring') return []
      return [{ label: `${name} (${tier})`, dueOn: certificate.expiresOn ?? today }]
    })
  })
  const [first] = ending.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  if (!first) return []
  const label = nameSome([...new Set(ending.map((one) => one.label))])
  return [{ kind: 'certificatesExpiring', count: ending.length, id: null, label, amounts: [], dueOn: first.dueOn }]
}
