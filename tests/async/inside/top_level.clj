(def value (await (async 7)))
(println value (await (async (await (async :nested))))) ;=> 7 :nested
