import type { WireError } from '../../contract/errors.ts'
import { AppError } from '../../contract/errors.ts'
import { askShell } from '../client/shell.ts'
import { useShell } from '../client/shellState.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import styles from './Welcome.module.css'
import { Logo } from '../ui/Logo.tsx'
import { appTexts as texts } from './texts.ts'

/** The workspace could not be opened: what is wrong with it, and the ways out. */
export function StorageError({ name, error }: { name: string; error: WireError }) {
  const recent = useShell(({ state }) => state?.recent ?? [])
  return (
    <main className={styles.welcome}>
      <header className={styles.head}>
        <Logo size={20} />
        <span className="strong">{texts.product}</span>
      </header>
      <div className={styles.narrow}>
        <h1 className={styles.title}>{texts.cannotOpen(name)}</h1>
        <ErrorNote error={new AppError(error.code, error.details)}>
          <Button isSmall look="main" onClick={() => void askShell('openWorkspace', { file: null })}>
            {texts.openBackup}
          </Button>
          <Button isSmall onClick={() => void askShell('newWorkspace')}>
            {texts.newWorkspace}
          </Button>
        </ErrorNote>
        {recent.length > 0 && (
          <ul className={styles.recent}>
            {recent.map((file) => (
              <li key={file.handle}>
                <Button look="bare" onClick={() => void askShell('openWorkspace', { file: file.handle })}>
                  {file.name} <span className="ink3">{file.folder}</span>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </main>
  )
}
