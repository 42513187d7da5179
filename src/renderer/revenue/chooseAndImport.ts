import { navigate } from '../client/navigation.ts'

/** The import assistant asks for files as soon as it is there. */
export function chooseAndImport(): void {
  navigate({ page: 'import', params: { choose: 'now' } })
}
