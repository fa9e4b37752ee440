;; SEMANTICS 24: prompts do not cross tasks.
(require '[norn.control :refer [reset shift]])
(println (reset (await (async (try (shift k 1) (catch :default e :no-prompt)))))) ;=> :no-prompt
