import type { DealRole } from '../../contract/deals.ts'
import type { TaskContext } from '../context.ts'
import { samplePartners } from './names.ts'
import type { Teller } from './teller.ts'

interface Part {
  /** Place of the partner that brought the deal, and which of its deals it is: the smallest size has three of each. */
  of: number
  deal: 1 | 2 | 3
  /** Place of the partner that helped. */
  by: number
  role: DealRole
  note: string
}

/** What partners did for deals that another one brought. */
const parts: readonly Part[] = [
  { of: 18, deal: 1, by: 0, role: 'influenced', note: 'Knows the parent company and made the introduction' },
  { of: 5, deal: 2, by: 0, role: 'influenced', note: 'Same group, already a customer in Indonesia' },
  { of: 13, deal: 1, by: 5, role: 'influenced', note: 'Reference visit at its own customer' },
  { of: 11, deal: 3, by: 2, role: 'influenced', note: 'Recommended us in the tender' },
  { of: 14, deal: 2, by: 6, role: 'influenced', note: 'Introduced the head of IT' },
  { of: 5, deal: 2, by: 8, role: 'assisted', note: 'Held the workshop in Kuala Lumpur' },
  { of: 12, deal: 1, by: 4, role: 'assisted', note: 'Ran the proof of concept' },
  { of: 19, deal: 2, by: 3, role: 'assisted', note: 'Translated the proposal' },
  { of: 1, deal: 3, by: 9, role: 'assisted', note: 'Answered the questionnaire on data protection' },
]

/** Names, on a few deals, the partners that influenced them or assisted with them. [SA9] */
export async function nameHelpers({ raw }: TaskContext, teller: Teller): Promise<void> {
  const codeAt = (place: number): string => samplePartners[place]?.code ?? ''
  const dealOf = raw.prepare('SELECT id FROM deal WHERE external_id = ? AND is_live = 1').pluck()
  const partnerOf = raw.prepare('SELECT id FROM partner WHERE code = ?').pluck()
  for (const { of, deal, by, role, note } of parts)
    await teller.step('deals.setRole', {
      dealId: dealOf.get(`D-${codeAt(of)}-${deal}`) as number, // every partner has three deals
      partnerId: partnerOf.get(codeAt(by)) as number, // every code was imported
      role,
      note,
    })
}
