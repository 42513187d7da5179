import { linkTo } from '../client/navigation.ts'
import { scorecardTexts as texts } from './texts.ts'

export const publishedLink = (id: number): string => linkTo({ page: 'scorecards', parts: ['published', id] })

export const partnerLink = (partnerId: number): string => linkTo({ page: 'scorecards', parts: ['partners', partnerId] })

export const scorecardCrumb = { label: texts.page, href: linkTo({ page: 'scorecards' }) }
