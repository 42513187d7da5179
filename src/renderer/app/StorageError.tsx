import { useEffect, useState } from 'react'
import { AppError, heldCodes, passingCodes } from '../../contract/errors.ts'
import type { WorkspaceState } from '../../contract/shell.ts'
import { askShell } from '../client/shell.ts'
import { useShell } from '../client/shellState.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Logo } from '../ui/Logo.tsx'
import { uiTexts } from '../ui/texts.ts'
import { appTexts as texts } from './texts.ts'
import styles from './Welcome.module.css'

type FailedWorkspace = Extract<WorkspaceState, { status: 'failed' }>

const TRY_AGAIN_MS = 5000

/** The workspace that could not be opened; one that may open also while it is tried again, so that its screen stays. */
export function useFailed(workspace: WorkspaceState | undefined): FailedWorkspace | null {
  const [last, setLast] = useState<FailedWorkspace | null>(null)
  let failed: FailedWorkspace | null = null
  if (workspace?.status === 'failed') failed = workspace
  else if (workspace?.status === 'opening' && last?.name === workspace.name && passingCodes.has(last.error.code))
    failed = last
  if (failed !== last) setLast(failed)
  return failed
}

/** The workspace could not be opened: what is wrong with it, and the ways out. */
export function StorageError({ failed, isTrying }: { failed: FailedWorkspace; isTrying: boolean }) {
  const recent = useShell(({ state }) => state?.recent) ?? []
  const { name, error } = failed
  const isHeld = heldCodes.has(error.code)
  const isPassing = passingCodes.has(error.code)
  useEffect(() => {
    if (!isHeld || isTrying) return undefined
    const timer = setTimeout(() => openAgain(failed), TRY_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [failed, isHeld, isTrying])
  const choose = (): void => void askShell('openWorkspace', { file: null })
  return (
    <main className={styles.welcome}>
      <header className={styles.head}>
        <Logo size={20} />
        <span className="strong">{texts.product}</span>
      </header>
      <div className={styles.narrow}>
        <h1 className={styles.title}>{texts.cannotOpen(name)}</h1>
        <ErrorNote error={new AppError(error.code, error.details)}>
          {isPassing && (
            <Button isSmall look="main" onClick={() => !isTrying && openAgain(failed)}>
              {uiTexts.tryAgain}
            </Button>
          )}
          <Button isSmall look={isPassing ? 'plain' : 'main'} onClick={choose}>
            {isHeld ? texts.openOther : texts.openBackup}
          </Button>
          <Button isSmall onClick={() => void askShell('newWorkspace')}>
            {texts.newWorkspace}
          </Button>
        </ErrorNote>
        {isTrying ? (
          <p className="ink3">{texts.opening(name)}</p>
        ) : (
          isHeld && <p className="ink3">{texts.triesAgain}</p>
        )}
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

function openAgain({ file }: FailedWorkspace): void {
  void askShell('openWorkspace', { file })
}
