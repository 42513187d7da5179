import { useState } from 'react'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { useCommand } from './hooks.ts'

type Changes = Partial<ProgrammeSettings>

/** Settings with what was typed and not saved yet; only what was changed is sent. */
export function useSettingsDraft(settings: ProgrammeSettings) {
  const [changes, setChanges] = useState<Changes>({})
  const update = useCommand('programme.update')
  return {
    // No change is ever set to undefined, so what is not changed keeps its value.
    draft: { ...settings, ...changes } as ProgrammeSettings,
    set: (more: Changes) => setChanges((now) => ({ ...now, ...more })),
    isChanged: Object.keys(changes).length > 0,
    isSaving: update.isPending,
    error: update.error,
    save: () => update.mutate(changes, { onSuccess: () => setChanges({}) }),
    discard: () => {
      setChanges({})
      update.reset()
    },
  }
}
