/** Words that every English sentence of ours has one of, and no Spanish one. */
export const ENGLISH =
  /\b(the|and|of|with|this|that|are|was|were|from|not|have|has|who|what|when|by|to|in|for|at|your?|it|is|each|all|days|customers?|compan(y|ies)|score|weights?|left)\b/i;
