import { askTandem } from '../../support/commandLine.ts'

/** Makes a workspace at this path that is set up and otherwise empty, by the command line. */
export async function setUpWorkspace(path: string): Promise<void> {
  const programme = {
    name: 'Acme Partners',
    baseCurrency: 'USD',
    timeZone: 'Europe/Berlin',
    fiscalYearStartMonth: 1,
    actorName: 'Anna Weber',
  }
  await askTandem(['call', 'programme.setUp', JSON.stringify(programme), '--workspace', path])
}
