import { historyView } from '../history/history.view.ts'
import type { ViewDefinition } from './viewDefinition.ts'

/** Every table of the window. */
export const viewDefinitions: readonly ViewDefinition[] = [historyView]
