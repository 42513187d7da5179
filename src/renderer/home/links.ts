import { linkTo } from '../client/navigation.ts'

/** The deals a figure of Home is made of; the filters are the figure's own definition. */
export const openDealsLink = linkTo({
  page: 'deals',
  filters: [{ column: 'stage', operator: 'is', value: 'open' }],
})
