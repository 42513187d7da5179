import { linkTo } from '../client/navigation.ts'

/** Where months of company figures, and costs of the programme, are entered. */
export const figuresLink = linkTo({ page: 'settings', parts: ['figures'] })
export const costsLink = linkTo({ page: 'settings', parts: ['costs'] })

/** The deals a figure of Home is made of; the filters are the figure's own definition. */
export const openDealsLink = linkTo({
  page: 'deals',
  filters: [{ column: 'stage', operator: 'is', value: 'open' }],
})
