-- What the migrations make. Written whenever they are applied in development; change it by a migration.
-- Database: SQLite

CREATE TABLE "__EFMigrationsHistory" (
    "migration_id" TEXT NOT NULL CONSTRAINT "pk___ef_migrations_history" PRIMARY KEY,
    "product_version" TEXT NOT NULL
);

CREATE TABLE "articles" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_articles" PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
);

CREATE TABLE "comments" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_comments" PRIMARY KEY AUTOINCREMENT,
    "article_id" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_comments_articles_article_id" FOREIGN KEY ("article_id") REFERENCES "articles" ("id") ON DELETE CASCADE
);

CREATE INDEX "ix_comments_article_id" ON "comments" ("article_id");

INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version") VALUES ('20261123090100_CreateComments', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version") VALUES ('20261123090000_CreateArticles', '10.0.15');
