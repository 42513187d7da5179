import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Block } from '../ui/Inspector.tsx'
import styles from './Suggestions.module.css'
import { type Credited, revenueTexts as texts } from './texts.ts'

/** Whom a row that nobody is credited with may belong to, and why; one click credits all rows in the same case. */
export function Suggestions({ id, what }: { id: number; what: Credited }) {
  const query = useEngineQuery('revenue.suggestions', { id })
  const attribute = useCommand('revenue.attribute')
  const { partners = [], conversionIds = [] } = query.data ?? {}
  if (partners.length === 0) return null
  return (
    <Block title={texts.suggestions}>
      <ul className={styles.list}>
        {partners.map(({ partnerId, name, reason }) => (
          <li key={partnerId} className={styles.suggestion}>
            <span className={styles.who}>
              <a href={linkTo({ page: 'partners', parts: [partnerId] })}>{name}</a>{' '}
              <span className="ink2">{texts.suggestionReasons[reason]}</span>
            </span>
            <Button
              changes
              isSmall
              disabled={attribute.isPending}
              aria-label={texts.creditAllTo(conversionIds.length, what, name)}
              onClick={() =>
                attribute.mutate({
                  conversionIds,
                  partnerId,
                  reason: texts.suggestionAccepted(texts.suggestionReasons[reason]),
                })
              }
            >
              {texts.creditAll(conversionIds.length, what)}
            </Button>
          </li>
        ))}
      </ul>
      {attribute.error && <ErrorNote error={attribute.error} />}
    </Block>
  )
}
