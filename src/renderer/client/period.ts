import { create } from 'zustand'
import { type PeriodChoice, periodChoiceSchema, usualChoice } from '../../contract/periods.ts'
import { recall, remember } from './remember.ts'

export const usePeriodChoice = create<PeriodChoice>(() => recall('period', periodChoiceSchema, usualChoice))
usePeriodChoice.subscribe((choice) => remember('period', choice))
