import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { useRoute } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { queryClient } from '../client/session.ts'
import { useShell } from '../client/shellState.ts'
import { enterWithFiles, useFirstRun } from '../home/firstRun.store.ts'
import { FirstRun } from '../home/FirstRun.tsx'
import { offerTour } from '../tour/tour.store.ts'
import { TourPanel } from '../tour/TourPanel.tsx'
import { cx } from '../ui/cx.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import styles from './App.module.css'
import { Banners } from './Banners.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { DropZone } from './DropZone.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { findPage } from './features.ts'
import { FrameDialogs } from './FrameDialogs.tsx'
import { useKeys } from './keys.ts'
import { takeFiles, useFrame } from './menuCommands.ts'
import { PastBanner } from './PastBanner.tsx'
import { Sidebar } from './Sidebar.tsx'
import { StorageError, useFailed } from './StorageError.tsx'
import { appTexts as texts } from './texts.ts'
import { TopBar } from './TopBar.tsx'
import { UndoKeeper } from './undo.ts'
import { UsableMark } from './UsableMark.ts'
import { useIsNarrow } from './useIsNarrow.ts'

export function App() {
  return (
    // Base UI would otherwise write style elements, which the content policy refuses.
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <Workspace />
        <FrameDialogs />
      </QueryClientProvider>
    </CSPProvider>
  )
}

/** A start that takes no longer shows the programme first, not the page that waits for it. */
const SWIFT_START_MS = 500

/** First run, storage error or the frame, by what the shell says about the workspace. */
function Workspace() {
  const [isSwift, setSwift] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setSwift(false), SWIFT_START_MS)
    return () => clearTimeout(timer)
  }, [])
  const workspace = useShell(({ state }) => state?.workspace)
  const isOpen = workspace?.status === 'open'
  const status = useEngineQuery('workspace.status', {}, { enabled: isOpen })
  const isGenerating = useFirstRun((firstRun) => firstRun.isGenerating)
  const failed = useFailed(workspace)
  if (!workspace) return null
  if (failed) return <StorageError failed={failed} isTrying={workspace.status === 'opening'} />
  if (isOpen && status.isError) return <ErrorState error={status.error} onRetry={() => void status.refetch()} />
  if (isOpen && status.data?.isSetUp === true && !isGenerating) return <Frame />
  const isWaiting = workspace.status === 'opening' || (isOpen && !status.data)
  if (isWaiting && isSwift) return null
  return (
    <>
      <FirstRun
        hasWorkspace={isOpen}
        waitingFor={isWaiting ? workspace.name : null}
        onFiles={(files) => void takeFiles(files)}
        onSample={offerTour}
      />
      <DropZone onTables={enterWithFiles} />
    </>
  )
}

function Frame() {
  const isNarrow = useIsNarrow()
  const isFolded = useFrame((frame) => frame.isFolded)
  const name = useProgramme()?.name
  useKeys()
  useEffect(() => {
    document.title = name === undefined ? texts.product : `${name} – ${texts.product}`
  }, [name])
  return (
    <div className={cx(styles.app, (isFolded || isNarrow) && styles.folded)}>
      <Sidebar />
      <main className={styles.main}>
        <TopBar />
        <Banners />
        <PastBanner />
        <div className={styles.body}>
          <CurrentPage />
        </div>
        <TourPanel />
      </main>
      <CommandPalette />
      <DropZone />
      <UndoKeeper />
      <UsableMark />
    </div>
  )
}

function CurrentPage() {
  const { page, parts } = useRoute()
  const definition = findPage(page)
  if (!definition) return null
  const { Page } = definition
  return (
    <ErrorBoundary key={definition.page} place={parts.join('/')}>
      <Page />
    </ErrorBoundary>
  )
}
