(ns loading.cycle-two (:require loading.cycle-one))
