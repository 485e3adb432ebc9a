/** A company as the CRM holds it: who it is, who owns it, whether it is a customer, and our own properties on it. */
export interface CrmCompany {
  /** HubSpot record id. */
  readonly companyId: string;
  readonly name: string | null;
  /** Primary domain and any additional ones. */
  readonly domains: readonly string[];
  readonly ownerId: string | null;
  readonly parentCompanyId: string | null;
  /** HubSpot lifecycle stage, for example `customer`. */
  readonly lifecycleStage: string | null;
  readonly segment: string | null;
  readonly customerSince: string | null;
  readonly arr: number | null;
  readonly currency: string | null;
  /** Id of the company's Salesforce account, where HubSpot's Salesforce sync writes it; not validated. */
  readonly salesforceAccountId?: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
  /** Ids of the companies that were merged into this one, where the CRM tells. */
  readonly mergedIds?: readonly string[];
  /** Current values of the customer health properties and of the reason of a loss, as HubSpot returns them. */
  readonly healthProperties: Readonly<Record<string, string | null>>;
}
