import { useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { LinkButton } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Section } from '../ui/Lines.tsx'
import { Status } from '../ui/Status.tsx'
import { CertificateDialog, type CertificateTask } from './CertificateDialog.tsx'
import { StateText } from './CertificateState.tsx'
import { ConfirmationDialog } from './ConfirmationDialog.tsx'
import { tierTexts } from './texts.ts'
import styles from './Tiers.module.css'

const texts = tierTexts.partner

/** A partner's certificates and what was confirmed about it. */
export function PartnerCertificates({ partnerId }: { partnerId: number }) {
  const query = useEngineQuery('certificates.ofPartner', { partnerId })
  const name = useEngineQuery('partners.get', { id: partnerId }).data?.name ?? ''
  const remove = useCommand('attestations.remove')
  const [task, setTask] = useState<CertificateTask | null>(null)
  const [isConfirming, setConfirming] = useState(false)
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return null
  const { certificates, declarations } = query.data
  const partner = { id: partnerId, name }
  return (
    <>
      <Section
        title={texts.certificates}
        actions={
          <LinkButton changes onClick={() => setTask({ kind: 'add', partner })}>
            {texts.add}
          </LinkButton>
        }
      >
        {certificates.length === 0 ? (
          <p className="ink2 small">{texts.certificatesNone}</p>
        ) : (
          <ul className={styles.lines}>
            {certificates.map((certificate) => (
              <li key={certificate.id} className={styles.line}>
                <span className={styles.grow}>
                  {certificate.holder}
                  <span className="ink2 small">
                    , {certificate.name}
                    {certificate.expiresOn !== null && `, ${formatDay(certificate.expiresOn)}`}
                  </span>
                </span>
                {certificate.endangers !== null && certificate.state !== 'renewed' && (
                  <span className="ink2 small">{tierTexts.certificates.risk(certificate.endangers)}</span>
                )}
                <StateText state={certificate.state} />
                <LinkButton
                  changes
                  onClick={() => setTask({ kind: certificate.state === 'renewed' ? 'edit' : 'renew', certificate })}
                >
                  {certificate.state === 'renewed' ? tierTexts.certificates.edit : tierTexts.certificates.renew}
                </LinkButton>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section
        title={texts.confirmations}
        actions={
          <LinkButton changes onClick={() => setConfirming(true)}>
            {texts.add}
          </LinkButton>
        }
      >
        {declarations.length === 0 ? (
          <p className="ink2 small">{texts.confirmationsNone}</p>
        ) : (
          <ul className={styles.lines}>
            {declarations.map(({ id, kind, topic, isMet, attestedOn, note }) => (
              <li key={id} className={styles.line}>
                <span className={styles.grow} title={note}>
                  {topic}
                  <span className="ink2 small">, {formatDay(attestedOn)}</span>
                </span>
                {isMet ? (
                  <span>{tierTexts.confirmations.says[kind].yes}</span>
                ) : (
                  <Status meaning="warn">{tierTexts.confirmations.says[kind].no}</Status>
                )}
                <LinkButton changes onClick={() => remove.mutate({ id })}>
                  {tierTexts.confirmations.remove}
                </LinkButton>
              </li>
            ))}
          </ul>
        )}
        {remove.error && <ErrorNote error={remove.error} />}
      </Section>
      {task && <CertificateDialog task={task} onClose={() => setTask(null)} />}
      {isConfirming && <ConfirmationDialog partners={[partner]} onClose={() => setConfirming(false)} />}
    </>
  )
}
