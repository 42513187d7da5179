import { linkTo } from '../client/navigation.ts'
import type { Span } from '../../contract/periods.ts'
import { scorecardTexts as texts } from './texts.ts'

export const publishedLink = (id: number): string => linkTo({ page: 'scorecards', parts: ['published', id] })

export const partnerLink = (partnerId: number): string => linkTo({ page: 'scorecards', parts: ['partners', partnerId] })

/** The card that a partner would have of some days, computed now. */
export const computedLink = (partnerId: number, { from, to }: Span): string =>
  linkTo({ page: 'scorecards', parts: ['partners', partnerId], params: { from, to } })

export const scorecardCrumb = { label: texts.page, href: linkTo({ page: 'scorecards' }) }
