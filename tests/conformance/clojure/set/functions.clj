;; clojure.set.

(require '[clojure.set :as set])
(prn (set/union #{1} #{2})) ;=> #{1 2}
(prn (set/intersection #{1 2} #{2 3})) ;=> #{2}
(prn (set/difference #{1 2} #{2})) ;=> #{1}
(prn (set/subset? #{1} #{1 2})) ;=> true
(prn (set/superset? #{1 2} #{1})) ;=> true
(prn (set/join #{{:a 1 :b 2}} #{{:b 2 :c 3}})) ;=> #{{:a 1, :b 2, :c 3}}
(prn (set/project #{{:a 1 :b 2}} [:a])) ;=> #{{:a 1}}
(prn (set/rename-keys {:a 1} {:a :b})) ;=> {:b 1}
(prn (set/rename #{{:a 1}} {:a :b})) ;=> #{{:b 1}}
(prn (set/index #{{:a 1 :b 2}} [:a])) ;=> {{:a 1} #{{:a 1, :b 2}}}
(prn (set/map-invert {:a 1})) ;=> {1 :a}
(prn (set/select odd? #{1 2 3})) ;=> #{1 3}
(prn (set/union)) ;=> #{}
(prn (set/join #{{:a 1}} #{{:b 1}} {:a :b})) ;=> #{{:a 1, :b 1}}
