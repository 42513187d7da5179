import { Menu as Base } from '@base-ui/react/menu'
import type { LucideIcon } from 'lucide-react'
import { Fragment, type ReactElement } from 'react'
import { useIsPast } from '../client/past.ts'
import controls from './controls.module.css'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import styles from './Menu.module.css'
import { Keys } from './Button.tsx'

export interface MenuItem {
  label: string
  icon?: LucideIcon | undefined
  keys?: string | undefined
  isDanger?: boolean | undefined
  disabled?: boolean | undefined
  /** It changes the workspace: disabled while an earlier day is shown. */
  changes?: boolean | undefined
  /** A line above it. */
  startsGroup?: boolean | undefined
  run: () => void
}

/** Actions behind a button: `<Menu trigger={<IconButton label="More" icon={Ellipsis} />} items={…} />`. */
export function Menu({
  trigger,
  items,
  align = 'end',
}: {
  trigger: ReactElement
  items: readonly MenuItem[]
  align?: 'start' | 'end'
}) {
  const isPast = useIsPast()
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={controls.positioner} sideOffset={4} align={align}>
          <Base.Popup className={controls.popup}>
            {items.map((item) => (
              <Fragment key={item.label}>
                {item.startsGroup === true && <Base.Separator className={controls.separator} />}
                <Base.Item
                  className={cx(controls.item, item.isDanger === true && styles.danger)}
                  disabled={item.disabled === true || (item.changes === true && isPast)}
                  onClick={item.run}
                >
                  {item.icon && <Icon of={item.icon} />}
                  {item.label}
                  {item.keys !== undefined && (
                    <span className={controls.itemHint}>
                      <Keys>{item.keys}</Keys>
                    </span>
                  )}
                </Base.Item>
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
