export interface Tea {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly price: number;
}

export interface Order {
  readonly id: number;
  readonly items: readonly string[];
  readonly note: string;
}

export interface Review {
  readonly tea: string;
  readonly text: string;
}

export interface Store {
  readonly teas: Map<string, Tea>;
  readonly orders: Map<number, Order>;
  readonly reviews: Review[];
  readonly sessions: Map<string, string>;
  readonly deliveries: Map<string, Uint8Array>;
  nextOrder: number;
}

const TEAS: readonly Tea[] = [
  { id: 'assam', name: 'Assam', tags: ['black', 'malty'], price: 7 },
  { id: 'sencha', name: 'Sencha', tags: ['green'], price: 9 },
  { id: 'keemun', name: 'Keemun', tags: ['black'], price: 11 },
];

export const newStore = (): Store => ({
  teas: new Map(TEAS.map((tea) => [tea.id, tea])),
  orders: new Map(),
  reviews: [],
  sessions: new Map(),
  deliveries: new Map(),
  nextOrder: 1,
});
