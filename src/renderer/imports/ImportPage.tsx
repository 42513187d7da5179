import { useRoute } from '../client/navigation.ts'
import { Assistant } from './Assistant.tsx'
import { ReportPage } from './ReportPage.tsx'

/** `#/import` is the assistant, `#/import/12` the report of what was imported then. */
export function ImportPage() {
  const { parts } = useRoute()
  const attemptId = Number(parts[0])
  return Number.isSafeInteger(attemptId) && attemptId > 0 ? <ReportPage attemptId={attemptId} /> : <Assistant />
}
