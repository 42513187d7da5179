import { HardDrive } from 'lucide-react'
import { useEffect } from 'react'
import type { ShellFile } from '../../contract/shell.ts'
import { useTask } from '../client/hooks.ts'
import { isCancelled } from '../client/session.ts'
import { askShell } from '../client/shell.ts'
import { useShell } from '../client/shellState.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Doors } from './Doors.tsx'
import styles from './FirstRun.module.css'
import { enter, resetFirstRun, useFirstRun, type Door } from './firstRun.store.ts'
import { SetUp } from './SetUp.tsx'
import { firstRunTexts as texts } from './texts.ts'

/** The tour's programme: the size of the case, the same for everybody. */
const SAMPLE = { seed: 20_260_114, partners: 20, conversions: 2400 }

interface FirstRunProps {
  /** A workspace is open and holds no programme yet. */
  hasWorkspace: boolean
  /** Name of the workspace that is being opened. */
  waitingFor: string | null
  /** Takes the files of the second door once the programme is set up. */
  onFiles: (files: readonly ShellFile[]) => void
  /** The sample programme was made. */
  onSample: () => void
}

/** Three doors: look at the sample, import files, start empty. A door behind which a file is needed asks where to keep it. */
export function FirstRun({ hasWorkspace, waitingFor, onFiles, onSample }: FirstRunProps) {
  const recent = useShell(({ state }) => state?.recent ?? [])
  const { door, files, problem } = useFirstRun()
  const sample = useTask('sample.generate', texts.generating)
  useEffect(() => resetFirstRun, [])

  const { mutate: generate, isIdle, reset } = sample
  useEffect(() => {
    if (door !== 'sample' || !hasWorkspace || !isIdle) return
    useFirstRun.setState({ isGenerating: true })
    generate(SAMPLE, {
      onSuccess: onSample,
      onSettled: () => useFirstRun.setState({ isGenerating: false }),
    })
  }, [door, hasWorkspace, isIdle, generate, onSample])
  const goThrough = (chosen: Door): void => {
    reset()
    void enter(chosen)
  }

  const isGenerating = door === 'sample' && (sample.isPending || sample.isSuccess)
  return (
    <main className={styles.welcome}>
      <header className={styles.head}>
        <Logo size={20} />
        <span className="strong">{texts.product}</span>
        <Button look="bare" keys="Ctrl O" onClick={() => void askShell('openWorkspace', { file: null })}>
          {texts.openWorkspace}
        </Button>
      </header>
      <div className={styles.middle}>
        <div className={styles.in}>
          {isGenerating ? (
            <div className={styles.wait}>
              <h1>{texts.generating}</h1>
              <Progress label={texts.generating} progress={sample.progress} onCancel={sample.cancel} />
            </div>
          ) : waitingFor !== null ? (
            <p className="ink2" role="status">
              {texts.opening(waitingFor)}
            </p>
          ) : hasWorkspace && (door === 'import' || door === 'empty') ? (
            <SetUp files={files} onDone={onFiles} onBack={resetFirstRun} />
          ) : (
            <>
              <h1>{texts.title}</h1>
              <p className={styles.lead}>{texts.lead}</p>
              <Doors onDoor={goThrough} />
            </>
          )}
          {problem !== null && (
            <div className={styles.problem}>
              <ErrorNote error={problem} />
            </div>
          )}
          {sample.isError && !isCancelled(sample.error) && (
            <div className={styles.problem}>
              <ErrorNote error={sample.error} />
            </div>
          )}
        </div>
      </div>
      <footer className={styles.foot}>
        <Icon of={HardDrive} />
        <span>{texts.place}</span>
        {recent.length > 0 && (
          <ul aria-label={texts.recent}>
            <li>{texts.recent}</li>
            {recent.slice(0, 3).map((file) => (
              <li key={file.handle}>
                <Button
                  look="bare"
                  isSmall
                  title={file.folder}
                  onClick={() => void askShell('openWorkspace', { file: file.handle })}
                >
                  {file.name}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </footer>
    </main>
  )
}
