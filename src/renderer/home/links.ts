import type { ViewFilter } from '../../contract/views.ts'
import { linkTo } from '../client/navigation.ts'
import type { Period } from '../client/period.ts'

function within(column: string, period: Period): ViewFilter {
  return { column, operator: 'between', value: [period.from, period.to] }
}

/** The rows a figure of Home is made of; the filters are the figure's own definition. */
export function revenueLink(period: Period, currency: string): string {
  return linkTo({
    page: 'revenue',
    filters: [
      within('occurredOn', period),
      { column: 'currency', operator: 'is', value: currency },
      { column: 'partner', operator: 'empty', value: false },
    ],
  })
}

export function commissionsLink(period: Period, currency: string): string {
  return linkTo({
    page: 'payouts',
    parts: ['commissions'],
    filters: [
      within('occurredOn', period),
      { column: 'currency', operator: 'is', value: currency },
      { column: 'status', operator: 'isNot', value: 'rejected' },
    ],
  })
}

export function wonDealsLink(period: Period): string {
  return linkTo({
    page: 'deals',
    filters: [within('closedOn', period), { column: 'stage', operator: 'is', value: 'won' }],
  })
}
