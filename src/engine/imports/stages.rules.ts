import { headerToken } from './headers.rules.ts'

/** What a word in a stage or status column means for money: `refund` is a row that takes back, `refunded` a sale taken back. */
export type StageMeaning = 'open' | 'won' | 'lost' | 'refund' | 'refunded'

// Labels of HubSpot, Salesforce, Pipedrive, Stripe and common shop and partner tools, their internal ids, and
// the same words in German, French, Spanish, Portuguese, Dutch and Italian.
const WORDS: Readonly<Record<StageMeaning, string>> = {
  won: `won; closed won; close won; win; deal won; won deal; contract signed; signed; customer; active customer; live; completed; complete; closed;
    paid; succeeded; success; successful; captured; settled; approved; confirmed; fulfilled; shipped; delivered; active; valid; accepted; ok; processed; cleared; partially refunded; sale; purchase; charge; payment; invoice;
    gewonnen; abgeschlossen gewonnen; erfolgreich; auftrag erhalten; bezahlt; genehmigt; bestätigt; beauftragt; erfolgreich abgeschlossen; zugesagt; verkauf;
    gagné; gagnée; fermé gagné; fermée gagnée; conclu; conclue; signé; signée; payé; payée; approuvé; approuvée; confirmé; confirmée; validé; validée; réglé; réglée; réussi; réussie; vente;
    ganada; ganado; cerrada ganada; cerrado ganado; pagado; pagada; aprobado; aprobada; confirmado; confirmada; completado; completada; cobrado; cobrada; venta;
    ganho; ganha; fechado ganho; fechada ganha; fechado e ganho; pago; paga; aprovado; aprovada; concluído; concluída; faturado; venda;
    gewonnen deal; betaald; goedgekeurd; bevestigd; afgerond; verkoop; geslaagd;
    vinta; vinto; chiusa vinta; chiuso vinto; acquisito; pagato; pagata; approvato; approvata; confermato; confermata; saldato; saldata; vendita`,
  lost: `lost; closed lost; close lost; lost deal; deal lost; dead; disqualified; rejected; declined; abandoned; no decision; closed no decision; churned; junk; duplicate;
    failed; failure; unpaid; canceled; cancelled; void; voided; expired; uncaptured; blocked; denied; incomplete; invalid; error; requires payment method; not paid; uncollectible; fraud; fraudulent; test; deleted;
    verloren; abgeschlossen verloren; abgelehnt; fehlgeschlagen; storniert; abgebrochen; unbezahlt; ungültig; abgesagt;
    perdu; perdue; fermé perdu; fermée perdue; échoué; échouée; annulé; annulée; refusé; refusée; rejeté; rejetée; impayé; impayée; abandonné; abandonnée;
    perdida; perdido; cerrada perdida; cerrado perdido; fallido; fallida; rechazado; rechazada; anulado; anulada; cancelado; cancelada; impagado; impagada;
    fechado perdido; fechada perdida; fechado e perdido; recusado; recusada; falhou; falhado; falhada; rejeitado; rejeitada; não pago; reprovado;
    mislukt; geannuleerd; afgewezen; geweigerd; onbetaald; niet betaald;
    persa; perso; chiusa persa; chiuso perso; fallito; fallita; annullato; annullata; rifiutato; rifiutata; respinto; respinta; non pagato; scaduto; scaduta`,
  open: `open; new; prospecting; prospect; engaging; engaged; discovery; qualification; qualified; qualified to buy; qualifiedtobuy; appointment scheduled; appointmentscheduled; presentation; presentation scheduled; presentationscheduled; decision maker bought in; decision maker bought-in; decisionmakerboughtin; contract sent; contractsent; needs analysis; value proposition; id decision makers; id. decision makers; perception analysis; proposal; proposal sent; proposal made; proposal price quote; proposal/price quote; quote sent; quote; negotiation; negotiation review; negotiation/review; negotiations started; in negotiation; contract review; contract; demo; demo scheduled; demo booked; demonstration; pilot; poc; proof of concept; trial; evaluation; verbal; verbal commit; commit; best case; pipeline; lead; new lead; lead in; contact made; contacted; working; in progress; on hold; needs defined; solution; legal; procurement; security review; nurture; stalled; meeting; meeting scheduled; intro; introduction; registered; submitted; upside;
    pending; processing; requires capture; requires action; requires confirmation; authorized; authorised; awaiting payment; draft; hold; scheduled; in review;
    offen; erstkontakt; kontakt; interesse; qualifiziert; qualifizierung; bedarfsanalyse; angebot; angebot abgegeben; angebot erstellt; angebot versendet; verhandlung; in verhandlung; in bearbeitung; laufend; ausstehend; präsentation; vertrag versendet; wiedervorlage; zurückgestellt;
    ouvert; ouverte; en cours; prospection; qualifié; qualifiée; proposition; proposition envoyée; devis; devis envoyé; négociation; en négociation; en attente; découverte; rendez-vous; premier contact; présentation; contrat envoyé;
    abierta; abierto; en curso; en proceso; prospección; calificación; calificado; calificada; propuesta; propuesta enviada; presupuesto enviado; negociación; en negociación; pendiente; contactado; primer contacto; contrato enviado; demostración;
    aberto; aberta; em andamento; prospecção; prospeção; qualificação; qualificado; qualificada; proposta; proposta enviada; orçamento enviado; negociação; em negociação; pendente; primeiro contato; contrato enviado; demonstração;
    lopend; gekwalificeerd; kwalificatie; offerte; offerte verstuurd; offerte verzonden; onderhandeling; in onderhandeling; in behandeling; kennismaking; openstaand; voorstel; voorstel gedaan; demonstratie;
    aperta; aperto; in corso; prospezione; qualifica; qualificata; offerta; offerta inviata; preventivo inviato; trattativa; negoziazione; in trattativa; in attesa; in sospeso; contatto; dimostrazione`,
  refund: `refund; chargeback; reversal; credit; credit note; clawback; return; storno; gutschrift; rückerstattung; erstattung; rückbuchung; retoure; remboursement; avoir; reembolso; devolución; devolucao; devolução; abono; nota de crédito; estorno; terugbetaling; creditnota; retour; rimborso; nota di credito; reso`,
  refunded: `refunded; fully refunded; reversed; charged back; returned; rückerstattet; erstattet; zurückgebucht; remboursé; remboursée; reembolsado; reembolsada; devuelto; devuelta; estornado; estornada; terugbetaald; rimborsato; rimborsata`,
}

const MEANING_BY_WORD: ReadonlyMap<string, StageMeaning> = new Map(
  (['won', 'lost', 'open', 'refund', 'refunded'] as const).flatMap((meaning) =>
    WORDS[meaning].split(';').map((word) => [headerToken(word), meaning] as const),
  ),
)

// Where a contact is no lead, or none any more: HubSpot's lifecycle stages and the states of partner tools and CRMs.
const NO_LEAD = `subscriber; unsubscribed; other; disqualified; unqualified; not qualified; rejected; declined; denied; refused; junk; spam; duplicate; invalid; fraud; fraudulent; test; deleted; bad data; bounced; canceled; cancelled; void; expired; blocked;
  disqualifiziert; unqualifiziert; nicht qualifiziert; abgelehnt; ungültig; dublette; storniert; gelöscht; abonnent;
  disqualifié; non qualifié; refusé; rejeté; invalide; doublon; annulé; abonné;
  descalificado; no calificado; rechazado; inválido; duplicado; anulado; suscriptor;
  desqualificado; não qualificado; recusado; rejeitado; cancelado; assinante;
  gediskwalificeerd; niet gekwalificeerd; afgewezen; geweigerd; ongeldig; dubbel; geannuleerd; abonnee;
  squalificato; non qualificato; rifiutato; respinto; non valido; duplicato; annullato; iscritto`
const LEAD = `lead; raw lead; marketing qualified lead; mql; sales qualified lead; sql; sales accepted lead; sal; qualified lead; opportunity; evangelist; customer; attempted to contact; connected; nurturing; converted; not converted; closed converted; closed not converted; open not contacted; working contacted; submitted;
  neu; nouveau; nouvelle; nuevo; nueva; novo; nova; nieuw; nuovo; nuova; interessent; kontaktiert; konvertiert; piste; contacté; converti; prospecto; convertido; gecontacteerd; omgezet; contattato; convertito`

const LEAD_BY_WORD: ReadonlyMap<string, 'lead' | 'none'> = new Map([
  ...LEAD.split(';').map((word) => [headerToken(word), 'lead'] as const),
  ...NO_LEAD.split(';').map((word) => [headerToken(word), 'none'] as const),
])

/**
 * Whether a stage or status word stands for a lead, whatever became of it later; undefined when no dictionary knows it.
 * A lost lead was one; a rejected one never counted. [IM61]
 */
export function leadMeaning(text: string): 'lead' | 'none' | undefined {
  if (text.length > 200) return undefined
  return LEAD_BY_WORD.get(headerToken(text)) ?? (stageMeaning(text) === undefined ? undefined : 'lead')
}

/**
 * What a stage or status word means, whatever its case, accents and punctuation; undefined when the dictionary does not
 * know it. "Closed - Won", "closedwon" and "7 - Closed Won" are the same word. [IM13]
 */
export function stageMeaning(text: string): StageMeaning | undefined {
  if (text.length > 200) return undefined
  const token = headerToken(text)
  const known = MEANING_BY_WORD.get(token)
  if (known !== undefined) return known
  // Numbered stages ("5. Negotiation") and pipelines in brackets ("Won (Sales Pipeline)").
  const bare = headerToken(text.replace(/\([^)]*\)/g, '')).replace(/^\d{1,2}/, '')
  return bare === '' ? undefined : MEANING_BY_WORD.get(bare)
}
