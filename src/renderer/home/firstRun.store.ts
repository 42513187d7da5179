import { create } from 'zustand'

/** The sample is being made: its programme is there long before its year is, and until then the doors stay. */
export const useFirstRun = create<{ isGenerating: boolean }>(() => ({ isGenerating: false }))
