import { TriangleAlert } from 'lucide-react'
import { useEngineQuery } from '../client/hooks.ts'
import { useSession } from '../client/session.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './App.module.css'
import { appTexts as texts } from './texts.ts'

/** What holds for every page: an engine process that is away, a workspace that cannot be written. */
export function Banners() {
  const links = useSession((session) => session.links)
  const isReadOnly = useEngineQuery('workspace.status', {}).data?.isReadOnly === true
  const text =
    links.writer === 'down'
      ? texts.engineDown
      : links.reader === 'down'
        ? texts.readerDown
        : isReadOnly
          ? texts.readOnly
          : null
  if (text === null) return null
  return (
    <div className={styles.banner} role="alert">
      <Icon of={TriangleAlert} />
      {text}
    </div>
  )
}
