import { Fragment } from 'react'
import { Keys } from './Button.tsx'
import styles from './ShortcutList.module.css'
import { shortcuts } from './texts.ts'

/** Every key of the window and of its tables. */
export function ShortcutList() {
  return (
    <div className={styles.list}>
      {shortcuts.map(([group, keys]) => (
        <section key={group}>
          <h2>{group}</h2>
          <dl>
            {keys.map(([key, meaning]) => (
              <Fragment key={key}>
                <dt>
                  <Keys>{key}</Keys>
                </dt>
                <dd>{meaning}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
