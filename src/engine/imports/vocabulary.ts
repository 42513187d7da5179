/** What a word in a header speaks of: who, or what about them. */
export type Concept =
  // who or what the column is about
  | 'partner'
  | 'customer'
  | 'company'
  | 'deal'
  | 'lead'
  | 'click'
  | 'referrer'
  | 'link'
  | 'order'
  | 'product'
  | 'owner'
  | 'manager'
  | 'payout'
  // what it says about them
  | 'id'
  | 'code'
  | 'coupon'
  | 'email'
  | 'contact'
  | 'name'
  | 'date'
  | 'created'
  | 'started'
  | 'closed'
  | 'expected'
  | 'approval'
  | 'collected'
  | 'amount'
  | 'net'
  | 'cents'
  | 'currency'
  | 'tax'
  | 'withTax'
  | 'withoutTax'
  | 'shipping'
  | 'discount'
  | 'refund'
  | 'quantity'
  | 'status'
  | 'stage'
  | 'country'
  | 'region'
  | 'territory'
  | 'domain'
  | 'kind'
  | 'group'
  | 'original'
  | 'captured'
  | 'method'
  | 'account'
  | 'holder'
  // no column Tandem reads
  | 'noise'
  // says nothing by itself
  | 'filler'

/**
 * Words of headers by concept, in English, German, French, Spanish, Portuguese, Dutch and Italian, without accents.
 * Several words written as one ("ragionesociale") match across spaces too. Compounds need no entry of their own:
 * "Kundennummer" is read as Kunden and Nummer.
 */
export const vocabulary: Readonly<Record<Concept, string>> = {
  partner: `partner partners reseller resellers affiliate affiliates affil referrer referredby referral introducer agent salesagent distributor dealer broker promoter ambassador
    publisher influencer creator integrator var channelpartner sourcedby broughtby attributedto advocate associate mediapartner soldby
    handler handlers handel wiederverkaufer vertriebspartner vermittler vermitteltdurch vermitteltvon empfehlungsgeber empfohlenvon handelsvertreter vertreter zwischenhandler
    revendeur revendeurs partenaire partenaires apporteur apporteurdaffaires affilie affilies distributeur prescripteur parrain recommandepar apportepar
    socio socios revendedor revendedores afiliado afiliados distribuidor referidor referidopor intermediario
    parceiro parceiros indicador indicadopor representante
    wederverkoper wederverkopers doorverwezen doorverwezendoor doorverwijzer aanbrenger tussenpersoon aangebrachtdoor
    rivenditore rivenditori affiliato affiliati segnalatore segnalatoda distributore agente`,
  customer: `customer customers client clients buyer shopper enduser endcustomer endclient purchaser subscriber account accounts accountname consumer billto soldto payer
    kunde kunden kundin endkunde endkunden kaufer besteller auftraggeber
    acheteur acheteurs compte comptes abonne clientfinal
    cliente clientes clientefinal comprador compradores cuenta cuentas conta contas
    klant klanten eindklant koper afnemer
    clienti acquirente compratore committente`,
  company: `company companies companyname organization organisation organizations business businessname firm legalname tradename
    firma firmen firmenname unternehmen unternehmensname gesellschaft
    societe entreprise raisonsociale etablissement
    empresa empresas razonsocial razaosocial sociedad nomefantasia
    bedrijf bedrijven bedrijfsnaam onderneming organisatie
    azienda aziende ragionesociale impresa societa`,
  deal: `deal deals opportunity opportunities opp opps oppty opportunityname project
    chance chancen verkaufschance verkaufschancen vorgang vorgangs geschaft geschafts opportunitat projekt
    affaire affaires opportunite opportunites
    oportunidad oportunidades negocio negocios
    oportunidade
    kans verkoopkans
    trattativa trattative opportunita affare`,
  lead: `lead leads leadid leadname prospect prospects enquiry enquiries inquiry inquiries
    interessent interessenten anfrage anfragen
    piste pistes demande demandes
    prospecto prospectos consulta consultas
    aanvraag aanvragen
    richiesta richieste`,
  click: `click clicks clicked clickid visit visits visited hit hits
    klick klicks besuch besuche aufruf aufrufe
    clic clics visite visites
    visita visitas
    clique cliques
    kliks bezoek bezoeken
    cliccato visitato`,
  referrer: `referer referers httpreferer httpreferrer referrerurl referringurl referringsite refurl
    verweis verweisseite herkunft herkunftsseite
    provenance pageprecedente
    procedencia paginadeorigen
    paginadeorigem
    verwijzer verwijzendepagina
    provenienza paginadiprovenienza`,
  link: `link links shortlink landing landingpage landingurl destination destinationurl referrallink trackinglink
    ziel zielseite zielurl verlinkung
    lien liens pagedatterrissage pagecible
    enlace enlaces paginadedestino
    ligacao paginadedestino
    koppeling bestemming landingspagina
    collegamento paginadidestinazione`,
  order: `order orders sale sales transaction transactions txn payment payments charge charges invoice invoices purchase purchases conversion conversions receipt booking bookings
    bestellung bestell bestellungen auftrag auftrags rechnung rechnungs verkauf verkaufs zahlung zahlungs umsatz beleg buchung kauf transaktion transaktions
    commande commandes vente ventes facture factures paiement paiements achat achats
    pedido pedidos venta ventas factura facturas compra compras pago pagos transaccion
    venda vendas fatura faturas pagamento pagamentos transacao encomenda
    bestelling bestellingen verkoop factuur facturen betaling betalingen aankoop transactie
    ordine ordini vendita vendite fattura fatture acquisto acquisti transazione`,
  product: `product products item items sku article solution offering plan package lineitem productname
    produkt produkte artikel leistung paket tarif
    produit produits articles offre
    producto productos articulo articulos
    produto produtos artigo
    producten pakket
    prodotto prodotti articolo articoli`,
  owner: `owner rep salesrep salesperson salesman seller accountexecutive ae assignee assignedto responsible
    verkaufer zustandig zustandiger bearbeiter inhaber betreuer verantwortlich verantwortlicher
    responsable proprietaire commercial vendeur
    propietario vendedor comercial asignadoa
    proprietario responsavel
    eigenaar verkoper verantwoordelijke
    responsabile venditore assegnatoa`,
  manager: `manager accountmanager partnermanager channelmanager supervisor
    betreuer leiter gestionnaire gerente gestor beheerder referente`,
  payout: `payout payouts payee payable payableto payto paypal wise beneficiary remittance
    auszahlung auszahlungs zahlungsempfanger empfanger begunstigter
    versement versements beneficiaire reversement
    beneficiario
    uitbetaling uitbetalings ontvanger begunstigde
    accredito`,
  id: `id ids no nr number num ref refno reference key uuid guid identifier recordid record # uid
    nummer kennung referenz kennzeichen
    numero reference identifiant
    referencia identificador n
    nummers kenmerk
    riferimento identificativo`,
  code: `code token slug handle kode codes
    kurzel
    codigo
    codice`,
  coupon: `coupon coupons couponcode promocode discountcode vouchercode voucher trackingcode referralcode affiliatecode
    gutschein gutscheincode rabattcode aktionscode
    codepromo coupons
    cupon cupones codigopromocional
    cupom cupons
    kortingscode
    buono codicesconto codicepromozionale`,
  email: `email emails mail emailaddress mailaddress emailid
    emailadresse mailadresse
    courriel courriels adressemail adresseemail adressedecourriel
    correo correoelectronico correos
    correioeletronico
    mailadres emailadres
    postaelettronica indirizzoemail`,
  contact: `contact contacts person contactperson firstname lastname givenname surname forename familyname
    kontakt kontaktperson ansprechpartner ansprechperson vorname nachname
    interlocuteur prenom nomdefamille
    contacto personadecontacto apellido apellidos
    contato pessoadecontato sobrenome
    contactpersoon voornaam achternaam
    contatto referenti cognome`,
  name: `name names title label fullname displayname topic subject betreff thema
    bezeichnung titel
    nom noms intitule libelle
    nombre nombres titulo
    nome nomes
    naam omschrijving
    denominazione nominativo`,
  date: `date dates day datetime time timestamp ts when on at occurred
    datum tag zeitpunkt zeit
    jour
    fecha fechas dia
    data datas
    dag tijdstip
    giorno`,
  created: `created create creation opened open openedon entered engage engaged registered submitted added
    erstellt angelegt erfasst eroffnet erstellungs anlage eroffnungs
    cree creee ouverte ouvert douverture ouverture
    creado creada creacion apertura alta
    criado criada criacao abertura cadastro
    aangemaakt aanmaak geopend ingevoerd
    creato creata creazione aperta aperto inserita`,
  started: `start started since joined enrolled membersince partnersince onboarded signedup signup begin enrollment startdate registrationdate
    seit beginn partnerseit kundeseit eintritt eintritts start beigetreten
    debut depuis inscription adhesion partenairedepuis
    inicio desde ingreso
    desde ingresso
    sinds aanvang lidsinds
    inizio dal adesione iscrizione`,
  closed: `closed close closing closeon closedate closedate closedon won lost wontime
    abschluss abgeschlossen geschlossen gewonnen abschlussdatum
    cloture cloturee conclusion signature fermeture
    cierre cerrado cerrada
    fechamento fechado fechada encerramento conclusao
    sluiting sluitings gesloten afsluiting afgesloten
    chiusura chiuso chiusa`,
  approval: `approved approval validated validation confirmed confirmation locked
    genehmigt genehmigung freigegeben freigabe bestatigt bestatigung
    valide validee approuve approuvee confirme confirmee
    aprobado aprobada aprobacion confirmado confirmada
    aprovado aprovada aprovacao confirmacao
    goedgekeurd goedkeuring bevestigd
    approvato approvata approvazione confermato confermata`,
  collected: `invoicepaid invoicepayment paymentreceived cashreceived paiddate datepaid paidon paidat collected
    bezahlt bezahltam zahlungseingang beglichen
    encaisse encaissement payele reglele
    cobrado cobro pagadoel fechadepago
    pagoem datadepagamento recebido
    betaaldop betaaldatum voldaan
    pagatoil incassato incasso dataincasso`,
  expected: `expected estimated est anticipated planned projected target
    erwartet erwartetes erwarteter voraussichtlich voraussichtliches geplant geplantes
    prevu prevue previsionnel previsionnelle attendu attendue estime estimee
    previsto prevista esperado esperada estimado estimada
    esperado
    verwacht verwachte geschat geschatte
    previsto stimato stimata atteso`,
  amount: `amount amounts value total totals gross price revenue sum turnover acv tcv arr mrr saleamount grossamount volume
    betrag wert summe gesamt gesamtbetrag brutto erlos preis umsatzwert auftragswert volumen
    montant montants prix valeur somme
    importe importes monto montos precio
    valor valores montante preco
    bedrag bedragen waarde prijs omzet bruto totaal
    importo importi valore prezzo totale lordo ammontare`,
  net: `net subtotal nettotal zwischensumme soustotal subtotale subtotaal netamount ht horstaxe horstaxes netto nettobetrag imponibile netvalue netsales liquido neto baseimponible nettobedrag`,
  cents: `cents cent pence minor minorunits centimes centimos centavos centesimi`,
  currency: `currency currencies ccy curr isocode currencycode currencyisocode
    wahrung wahrungs
    devise devises monnaie
    moneda divisa
    moeda
    valuta
    divisa`,
  tax: `tax taxes vat gst salestax hst
    steuer mwst ust mehrwertsteuer umsatzsteuer
    tva taxe
    impuesto impuestos iva
    imposto impostos icms
    btw belasting
    imposta imposte`,
  withTax: `incl including inclusive inkl ttc toutestaxescomprises inclusief compris incluido incluida inclusi compresa`,
  withoutTax: `excl excluding exclusive exvat extax before without exkl ohne hors horsttva sin sem senza zonder exclusief esclusa`,
  shipping: `shipping freight delivery postage handling shippingcost
    versand versandkosten lieferkosten porto fracht
    livraison fraisdeport expedition
    envio gastosdeenvio flete
    frete entrega
    verzending verzendkosten bezorgkosten
    spedizione trasporto`,
  discount: `discount discounts rebate promotion promo markdown
    rabatt nachlass skonto ermassigung
    remise reduction rabais
    descuento descuentos rebaja
    desconto descontos
    korting kortingen
    sconto sconti`,
  refund: `refund refunds refunded amountrefunded reversal chargeback
    erstattet erstattung ruckerstattung erstattungs gutschrift
    rembourse remboursement
    reembolso reembolsado devolucion
    estorno devolucao
    terugbetaald terugbetaling
    rimborso rimborsato storno`,
  quantity: `quantity qty units count seats licenses licences pieces
    menge anzahl stuck
    quantite qte
    cantidad unidades
    quantidade qtd qtde
    aantal hoeveelheid
    quantita qta`,
  status: `status state
    zustand bezahlstatus
    statut etat
    estado estatus
    situacao
    toestand
    stato`,
  stage: `stage dealstage salesstage stagename wonlost winloss pipelinestage phase
    vertriebsphase verkaufsphase phasen
    etape stade
    etapa fase
    estagio
    stadium
    fase`,
  country: `country countries countrycode nation
    land lander staat landerkennung
    pays
    pais paises
    landen
    paese paesi nazione`,
  region: `region regionaloffice salesregion area
    bezirk
    secteur
    zona
    regiao
    regio
    regione`,
  territory: `territory territories
    gebiet vertriebsgebiet verkaufsgebiet
    territoire
    territorio
    gebied verkoopgebied`,
  domain: `domain domains website web site url homepage websiteurl webpage
    webseite internetseite
    siteweb siteinternet
    sitioweb paginaweb dominio
    site
    domein
    sitoweb sito`,
  kind: `type kind category
    art typ kategorie
    categorie genre
    tipo clase categoria
    soort
    tipologia`,
  group: `group tier level programme program segment partnerlevel
    gruppe partnerstufe stufe niveau
    groupe palier
    grupo nivel
    groep
    gruppo livello`,
  original: `original parent related originating initial
    ursprung ursprungliche ursprunglicher originale
    origine initiale
    originales
    oorspronkelijke
    originario`,
  captured: `captured capture`,
  method: `method paymentmethod payoutmethod payby payvia paidvia
    methode zahlungsart zahlweise auszahlungsart
    moyen modedepaiement
    metodo formadepago
    formadepagamento
    betaalwijze
    modalita`,
  account: `iban accountnumber accountno bankaccount kontonummer bankverbindung cuentabancaria contabancaria rekeningnummer rekening numerodeconto`,
  holder: `holder accountholder accountname nameonaccount kontoinhaber titulaire titular rekeninghouder intestatario`,
  noise: `fee fees commission commissions commissie provision provisie provvigione comision comissao converted disputed dispute card last modified updated activity probability wahrscheinlichkeit age fiscal
    next step steps forecast category note notes comment comments remark remarks bemerkung bemerkungen kommentar remarque remarques commentaire observaciones observacoes opmerking opmerkingen nota anmerkung
    phone telephone telefon telefono telefoon mobile fax address street zip postcode postal city town adresse direccion endereco adres indirizzo plz ort ville ciudad cidade stad citta strasse rue
    vatnumber vatid vatno taxid taxnumber ustid ustidnr umsatzsteuerid partitaiva codicefiscale numerotva cif nif cnpj cpf btwnummer siret
    impressions balance cost expectedrevenue ip useragent browser device campaign source medium description beschreibung descripcion descricao descrizione
    bounce score rank rating birthday gender password photo avatar logo employees sector industry branche revenueinmillions annual year parentcompany subsidiary subsidiaryof established
    margin profit gewinn exchange rate mode fingerprint`,
  filler: `the of a an or for in to by with and from per is your our main primary ultimate official usd eur gbp utc gmt local internal external sales
    der die das des dem den von vom fur und am im zum durch bei
    de du des la le les l d un une et par pour au aux en sur
    el los las del al por para y
    da do das dos o os as ao e na no em
    van het een voor op door bij
    il lo gli di dei delle della dell del e ed per su`,
}
