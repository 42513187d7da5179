import type { Day } from '../../contract/dates.ts'
import type { CardSection } from '../../contract/scorecards.ts'
import type { QueryContext } from '../context.ts'
import { readActions } from './actions.repo.ts'
import { readTierGap } from './tierSection.ts'

/** Answers a feature's part of a partner's card as it stood on the day `until`, or null when there is nothing to say. */
export type SectionReader = (
  context: QueryContext,
  partnerId: number,
  span: { from: Day; to: Day; until: Day },
) => Promise<CardSection | null>

/** What stands beside the metrics, in this order. A feature that has something to say about a partner is one line here. */
export const sectionReaders: readonly SectionReader[] = [
  readTierGap,
  async (context, partnerId, span) => readActions(context.raw, partnerId, span),
]
