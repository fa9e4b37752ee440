(println (deref (promise) 30 :default) (deref (future @(promise)) 30 :default)) ;=> :default :default
