import { useShell } from '../client/shellState.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Lines } from '../ui/Lines.tsx'
import { ShortcutList } from '../ui/ShortcutList.tsx'
import { useFrame } from './menuCommands.ts'
import { appTexts as texts } from './texts.ts'

const close = (): void => useFrame.setState({ dialog: null })

export function FrameDialogs() {
  const dialog = useFrame((frame) => frame.dialog)
  const application = useShell(({ state }) => state?.application)
  return (
    <>
      <Dialog isOpen={dialog === 'shortcuts'} onClose={close} title={texts.shortcuts} isWide>
        <ShortcutList />
      </Dialog>
      <Dialog isOpen={dialog === 'about'} onClose={close} title={texts.about} lead={texts.aboutNote}>
        {application && (
          <Lines
            isWords
            lines={(['version', 'electron', 'chrome', 'platform'] as const).map((key) => ({
              label: texts.aboutLines[key],
              value: application[key],
            }))}
          />
        )}
      </Dialog>
    </>
  )
}
