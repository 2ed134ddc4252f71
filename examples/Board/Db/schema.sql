-- What the migrations make. Written whenever they are applied in development; change it by a migration.
-- Database: SQLite

CREATE TABLE "__EFMigrationsHistory" (
    "migration_id" TEXT NOT NULL CONSTRAINT "pk___ef_migrations_history" PRIMARY KEY,
    "product_version" TEXT NOT NULL
);

CREATE TABLE "cards" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_cards" PRIMARY KEY AUTOINCREMENT,
    "column_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "notes" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "is_gone" INTEGER NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_cards_columns_column_id" FOREIGN KEY ("column_id") REFERENCES "columns" ("id") ON DELETE CASCADE
);

CREATE INDEX "ix_cards_column_id" ON "cards" ("column_id");

CREATE TABLE "columns" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_columns" PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
);

CREATE TABLE "pictures" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_pictures" PRIMARY KEY AUTOINCREMENT,
    "card_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "content" BLOB NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_pictures_cards_card_id" FOREIGN KEY ("card_id") REFERENCES "cards" ("id") ON DELETE CASCADE
);

CREATE INDEX "ix_pictures_card_id" ON "pictures" ("card_id");

INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version") VALUES ('20261130090000_CreateBoard', '10.0.15');
