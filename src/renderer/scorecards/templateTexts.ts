import type { TargetBasis, TemplateMetric } from '../../contract/scorecards.ts'
import type { ScorecardStart } from '../../contract/scorecardStarts.ts'
import { formatCount } from '../ui/figures.tsx'

const partners = (count: number): string => (count === 1 ? '1 partner' : `${formatCount(count)} partners`)

export const templateTexts = {
  columns: {
    name: 'Template',
    state: 'State',
    version: 'Version',
    metrics: 'Metrics',
    cards: 'Published cards',
    lastOn: 'Last period',
  },
  states: { inUse: 'In use', archived: 'Archived' },
  empty: 'Templates say what partners are measured by, with weights that add up to 100%.',
  emptyMore: 'Start from one of two common ones.',

  newTemplate: 'New template',
  newLead: 'You can change every weight, target and band before you publish a card by it.',
  startWith: 'Start with',
  starts: {
    salesLed: {
      label: 'Sales first',
      hint: 'Sales 50, engagement 20, enablement 20, marketing 10',
    },
    competencyLed: {
      label: 'Revenue and competency',
      hint: 'Revenue 40, competency 25, engagement 20, customer success 15',
    },
    blank: { label: 'Blank', hint: 'Revenue alone, to build your own' },
  } satisfies Record<ScorecardStart, { label: string; hint: string }>,
  blankName: 'Scorecard',
  name: 'Name',
  create: 'Create template',
  copyOf: (name: string) => `${name}, copy`,

  more: 'More',
  copy: 'Copy template',
  archive: 'Archive template',
  unarchive: 'Bring back from the archive',
  version: (version: number) => `Version ${version}`,
  archived: 'Archived',

  targetsAre: 'Targets of amounts and counts are for one',
  basis: { month: 'month', quarter: 'quarter', year: 'year' } satisfies Record<TargetBasis, string>,
  otherPeriods: 'A longer or shorter period is asked for its share.',

  metrics: 'Metrics',
  metric: (number: number) => `Metric ${number}`,
  measure: 'Measure',
  category: 'Category',
  in: 'in',
  weighs: 'weighs',
  weight: 'Weight',
  target: 'Target',
  targetIs: { higher: 'Ask for', lower: 'Ask for at most' },
  perBasis: (basis: TargetBasis) => ` a ${basis}`,
  counts: ', counts from',
  floor: 'Floor',
  to: 'to',
  cap: 'Cap',
  ofIt: 'of it. Without figures',
  missing: {
    reweight: 'its weight goes to the others',
    zero: 'it has no points',
  } satisfies Record<TemplateMetric['missing'], string>,
  missingLabel: 'Without figures',
  units: { days: 'days', months: 'months', score: 'points' },
  median: (figure: string, measured: number) => `Median of ${partners(measured)}: ${figure}`,
  noMedian: 'No partner has figures for it in this period.',
  remove: (label: string) => `Remove ${label}`,
  addMetric: 'Add metric',
  mostMetrics: 'Twelve are as many as fit on one page.',
  spread: 'Spread evenly',
  sumIs: (sum: string) => `Weights add up to ${sum}`,
  isWhole: 'Weights add up to 100%',
  left: (rest: string) => `${rest} left to give`,
  tooMuch: (rest: string) => `${rest} too much`,

  bands: 'Bands',
  bandsHint: 'A score lies in the first band whose lower bound it reaches.',
  band: (number: number) => `Band ${number}`,
  bandName: 'Name of the band',
  from: 'from',
  bandFrom: 'Lower bound',
  addBand: 'Add band',
  removeBand: (name: string) => `Remove band ${name}`,

  otherCurrency: (currency: string, base: string) =>
    `The money in these targets was set in ${currency}, the programme counts in ${base}.`,
  takeCurrency: (base: string) => `Set targets in ${base}`,

  preview: 'What it would say',
  previewSub: (period: string) => `All partners, ${period}, as of now`,
  unscored: 'No score',
  notYet: 'The scores appear when the weights add up to 100%.',
  problem: {
    twice: 'This measure stands there twice.',
    floor: 'The floor is above the cap.',
    noWeight: 'A weight of 0 counts nothing.',
    bands: 'Each band must begin below the one before it.',
    bandNames: 'Two bands have the same name.',
    blank: 'A name is missing.',
  },
  save: 'Save template',
  discard: 'Discard changes',
  unsaved: 'Changes are not saved yet',
} as const
